namespace Footnote.Knowledge.Embedding;

/// <summary>One change of the embedding model, as stored.</summary>
internal sealed class ReindexRow
{
    public const string Building = "building";
    public const string Switched = "switched";
    public const string Cancelled = "cancelled";
    public const string Failed = "failed";

    public Guid Id { get; init; }

    public string ModelName { get; init; } = string.Empty;

    public string ModelId { get; init; } = string.Empty;

    public string State { get; init; } = string.Empty;

    public string? Error { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long? Position { get; init; }

    public long Total { get; init; }

    public long Embedded { get; init; }
}
