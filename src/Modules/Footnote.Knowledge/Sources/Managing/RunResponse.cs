using Footnote.Knowledge.Sources.Running;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A run on the wire.</summary>
internal sealed record RunResponse
{
    public required Guid Id { get; init; }

    public required Guid SourceId { get; init; }

    /// <summary>schedule, manual or forced.</summary>
    public required string Trigger { get; init; }

    /// <summary>running, completed, failed, suspicious, cancelled or interrupted.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    public required int Seen { get; init; }

    public required int Created { get; init; }

    public required int Replaced { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>Items that cannot become documents, such as pictures.</summary>
    public required int Skipped { get; init; }

    public required int Deleted { get; init; }

    public required int Failed { get; init; }

    /// <summary>Documents that the source did not name and that were kept.</summary>
    public required int Missing { get; init; }

    public required SourceFailure? Error { get; init; }

    /// <summary>The first hundred items that failed, with the reason.</summary>
    public required IReadOnlyList<ItemFailure> Failures { get; init; }
}
