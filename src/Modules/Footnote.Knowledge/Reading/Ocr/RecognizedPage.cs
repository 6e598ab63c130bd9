namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>What recognition found on a page.</summary>
/// <param name="Text">Lines, with an empty line between paragraphs; empty when nothing was found.</param>
/// <param name="Confidence">0 to 100, the mean over the characters.</param>
internal sealed record RecognizedPage(string Text, double Confidence)
{
    /// <summary>Below this the text is worth a warning.</summary>
    public const double LowConfidence = 65;

    /// <summary>Below this the "text" is what recognition sees in photographs.</summary>
    public const double Noise = 35;

    public static RecognizedPage Empty { get; } = new(string.Empty, 0);
}
