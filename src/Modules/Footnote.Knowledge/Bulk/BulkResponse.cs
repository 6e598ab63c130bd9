using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Bulk;

/// <summary>What became of each file of a bulk upload.</summary>
internal sealed record BulkResponse
{
    public required int Accepted { get; init; }

    public required int Refused { get; init; }

    /// <summary>Files that operating systems leave in folders and archives.</summary>
    public required int Skipped { get; init; }

    public required IReadOnlyList<BulkFileResult> Results { get; init; }

    /// <summary>Why what follows the last result was not looked at; null when everything was.</summary>
    public required DocumentFault? Error { get; init; }

    public required string StatusUrl { get; init; }
}
