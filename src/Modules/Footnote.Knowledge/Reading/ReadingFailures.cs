namespace Footnote.Knowledge.Reading;

/// <summary>Why a file gave no text. The codes are part of the HTTP contract.</summary>
internal static class ReadingFailures
{
    public const string Encrypted = "ENCRYPTED";
    public const string Corrupt = "CORRUPT";
    public const string NoText = "NO_TEXT";
    public const string Timeout = "TIMEOUT";
    public const string Unsupported = "UNSUPPORTED";
}
