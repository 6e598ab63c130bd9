namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>How far the index outside has been written for one model, as stored.</summary>
internal sealed class VectorFeedRow
{
    public const string Filling = "filling";
    public const string Current = "current";
    public const string Retired = "retired";

    public string ModelId { get; init; } = string.Empty;

    public int Dimensions { get; init; }

    public string State { get; init; } = Filling;

    public long Position { get; init; }

    public int Ordinal { get; init; }

    public string? Trouble { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public VectorSpace Space => new(ModelId, Dimensions);
}
