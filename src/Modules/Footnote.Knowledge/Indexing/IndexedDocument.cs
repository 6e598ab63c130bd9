namespace Footnote.Knowledge.Indexing;

/// <summary>What the index host keeps of a document: who may read it, what it can be filtered by, and its chunks. Immutable.</summary>
internal sealed record IndexedDocument
{
    public required Guid Id { get; init; }

    public required Guid TenantId { get; init; }

    public Guid? CollectionId { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public required IReadOnlyList<string> Readers { get; init; }

    public string Title { get; init; } = string.Empty;

    public string Source { get; init; } = string.Empty;

    public DateOnly? DocumentDate { get; init; }

    public CustomValues Custom { get; init; } = CustomValues.Empty;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The ids of its chunks in both indexes.</summary>
    public IReadOnlyList<int> Ordinals { get; init; } = [];
}
