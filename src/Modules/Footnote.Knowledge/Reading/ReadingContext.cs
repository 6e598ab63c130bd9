using Footnote.Knowledge.Reading.Ocr;
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

    public required TextRecognizer Recognizer { get; init; }

    /// <summary>Grants a reader time on top of that for a file; counted from the moment of the call.</summary>
    public Action<TimeSpan> AllowMore { get; init; } = _ => { };

    /// <summary>What files within this one may hold; shared with them.</summary>
    public NestedBudget Nested { get; init; } = new(limits);

    /// <summary>How deep within other documents this one lies; 0 is the file itself.</summary>
    public int Depth { get; init; }

    /// <summary>A title found in the file's own metadata.</summary>
    public string? Title { get; set; }

    public int? Pages { get; set; }

    public int EmptyPages { get; set; }

    /// <summary>The pages whose text was recognised in a picture.</summary>
    public SortedSet<int> OcrPages { get; } = [];

    /// <summary>The file shows pictures, so that an empty text means a scan.</summary>
    public bool HasPictures { get; set; }

    /// <summary>Why pictures could not be read and what to do about it; null when they could.</summary>
    public string? OcrAdvice { get; set; }

    public IReadOnlyList<ReadingWarning> Warnings => _warnings;

    public void Warn(string code, string message)
    {
        if (_warnings.Count < MaximumWarnings && !_warnings.Exists(warning => warning.Code == code))
        {
            _warnings.Add(new ReadingWarning(code, message));
        }
    }

    /// <summary>The context for a file within this one: it writes where this one writes.</summary>
    public ReadingContext Within(string path, string? fileName) => new(path, fileName, Password, Limits)
    {
        Builder = Builder,
        Recognizer = Recognizer,
        AllowMore = AllowMore,
        Nested = Nested,
        Depth = Depth + 1,
    };

    /// <summary>Takes over everything about a file that this one only wraps.</summary>
    public void TakeOver(ReadingContext inner)
    {
        (Title, Pages, EmptyPages) = (inner.Title, inner.Pages, inner.EmptyPages);
        (HasPictures, OcrAdvice) = (inner.HasPictures, inner.OcrAdvice);
        OcrPages.UnionWith(inner.OcrPages);
        TakeOverWarnings(inner);
    }

    public void TakeOverWarnings(ReadingContext inner)
    {
        foreach (var warning in inner.Warnings)
        {
            Warn(warning.Code, warning.Message);
        }
    }

    public FileStream OpenRead() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: false);
}
