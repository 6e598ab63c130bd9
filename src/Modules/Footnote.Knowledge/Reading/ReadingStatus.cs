namespace Footnote.Knowledge.Reading;

/// <summary>How reading a file ended.</summary>
public enum ReadingStatus
{
    /// <summary>There is text.</summary>
    Completed,

    /// <summary>There is none, and the error says why.</summary>
    Failed,

    /// <summary>The file shows pictures of text only, and text recognition is not available; reading it again helps once it is.</summary>
    NeedsOcr,
}
