namespace Footnote.Platform.Paging;

/// <summary>One page of a list; <see cref="Next"/> goes into <c>after</c> of the following request.</summary>
public sealed record PagedList<T>(IReadOnlyList<T> Data, bool HasMore, string? Next)
{
    /// <summary>Maps the items and keeps the position.</summary>
    public PagedList<TOut> Select<TOut>(Func<T, TOut> map) => new([.. Data.Select(map)], HasMore, Next);
}
