namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>How pictures of text are read, and what that may cost.</summary>
public sealed record OcrSettings
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>The recognition program, Tesseract, by name or path.</summary>
    public string Program { get; init; } = "tesseract";

    /// <summary>Languages by Tesseract's names, the most frequent first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["eng"];

    /// <summary>The resolution at which pages are drawn.</summary>
    public int Dpi { get; init; } = 300;

    /// <summary>Pages of one document that are recognised; the others are left out with a warning.</summary>
    public int MaximumPages { get; init; } = 200;

    /// <summary>Wall-clock time for one page.</summary>
    public TimeSpan PageTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wall-clock time for all pages of one document, on top of the time for reading it.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(10);
}
