using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading;

/// <summary>One file being read: where it is, what it may cost, and where its text goes.</summary>
internal sealed class ReadingContext(string path, string? fileName, string? password, ReadingLimits limits)
{
    private const int MaximumWarnings = 20;
    private readonly List<ReadingWarning> _warnings = [];

    public string Path { get; } = path;

    public string? FileName { get; } = fileName;

    public string? Password { get; } = password;

    public ReadingLimits Limits { get; } = limits;

    public DocumentBuilder Builder { get; init; } = new(limits.Characters);

    /// <summary>How deep within other documents this one lies; 0 is the file itself.</summary>
    public int Depth { get; init; }

    /// <summary>A title found in the file's own metadata.</summary>
    public string? Title { get; set; }

    public int? Pages { get; set; }

    public int EmptyPages { get; set; }

    /// <summary>The file shows pictures, so that an empty text means a scan.</summary>
    public bool HasPictures { get; set; }

    public IReadOnlyList<ReadingWarning> Warnings => _warnings;

    public void Warn(string code, string message)
    {
        if (_warnings.Count < MaximumWarnings && !_warnings.Exists(warning => warning.Code == code))
        {
            _warnings.Add(new ReadingWarning(code, message));
        }
    }

    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: false);
}
