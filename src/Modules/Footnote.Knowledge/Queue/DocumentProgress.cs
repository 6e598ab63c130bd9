using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Queue;

/// <summary>How far a document is, as progress streams send it.</summary>
internal sealed record DocumentProgress
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    /// <summary>pending, processing, completed, failed or needs_ocr.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    /// <summary>Expected seconds until it is searchable, in whole seconds; null when it is not known or nothing is left to do.</summary>
    public required double? EtaSeconds { get; init; }

    public required DocumentFault? Error { get; init; }

    public required long Position { get; init; }
}
