namespace Footnote.Knowledge.Sources;

/// <summary>Something at a source that may become a document.</summary>
/// <param name="Reference">Stable name within the source, such as a path or an address.</param>
/// <param name="Version">Changes whenever the content may have changed: an ETag, a hash, size and time.</param>
internal sealed record SourceItem(string Reference, string Version)
{
    /// <summary>Name of the file, which tells the readers about its format.</summary>
    public string FileName { get; init; } = string.Empty;

    /// <summary>What the connector wants to be told about the item in the next run.</summary>
    public string? Memo { get; init; }

    /// <summary>Why the item could not be looked at. Its document stays as it is.</summary>
    public SourceFailure? Failure { get; init; }

    /// <summary>Whether the place may hold more that this listing cannot name; then nothing is taken for deleted.</summary>
    public bool IsGap { get; init; }

    public static SourceItem Failed(string reference, SourceFailure failure) => new(reference, string.Empty) { Failure = failure };
}
