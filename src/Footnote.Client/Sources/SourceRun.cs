namespace Footnote.Client.Sources;

/// <summary>One run of a source.</summary>
public sealed record SourceRun
{
    /// <summary>Stable id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The source.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>schedule, manual or forced.</summary>
    public required string Trigger { get; init; }

    /// <summary>running, completed, failed, suspicious, cancelled or interrupted.</summary>
    public required string State { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Items that the source named.</summary>
    public int Seen { get; init; }

    /// <summary>New documents.</summary>
    public int Created { get; init; }

    /// <summary>Documents with new content.</summary>
    public int Replaced { get; init; }

    /// <summary>Documents that stayed as they were.</summary>
    public int Unchanged { get; init; }

    /// <summary>Items that cannot become documents.</summary>
    public int Skipped { get; init; }

    /// <summary>Documents deleted because the source no longer has them.</summary>
    public int Deleted { get; init; }

    /// <summary>Items that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Documents that the source did not name and that were kept.</summary>
    public int Missing { get; init; }

    /// <summary>Why the run failed or is suspicious.</summary>
    public SourceFault? Error { get; init; }

    /// <summary>The first hundred items that failed.</summary>
    public IReadOnlyList<SourceItemFault> Failures { get; init; } = [];
}
