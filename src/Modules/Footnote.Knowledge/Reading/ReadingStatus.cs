namespace Footnote.Knowledge.Reading;

/// <summary>How reading a file ended.</summary>
public enum ReadingStatus
{
    /// <summary>There is text.</summary>
    Completed,

    /// <summary>There is none, and the error says why.</summary>
    Failed,

    /// <summary>The file shows pictures of text only.</summary>
    NeedsOcr,
}
