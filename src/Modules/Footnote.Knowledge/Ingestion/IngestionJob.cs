namespace Footnote.Knowledge.Ingestion;

/// <summary>A document to be read, as a worker has claimed it.</summary>
internal sealed class IngestionJob
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid DocumentId { get; init; }

    /// <summary>The number of the original to be read.</summary>
    public int Version { get; init; }

    public Guid? CollectionId { get; init; }

    /// <summary>Which attempt this is, from 1; with the owner it fences off a worker that lost its lease.</summary>
    public int Attempts { get; init; }

    public Guid LeaseOwner { get; init; }

    public string? FileName { get; init; }

    public string ObjectKey { get; init; } = string.Empty;

    public string Title { get; init; } = string.Empty;

    public bool IsTitleGiven { get; init; }
}
