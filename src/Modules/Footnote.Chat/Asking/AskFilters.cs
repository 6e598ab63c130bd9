using Footnote.Knowledge.Searching;

namespace Footnote.Chat.Asking;

/// <summary>Which documents may answer.</summary>
internal sealed record AskFilters
{
    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateOnly? DateFrom { get; init; }

    public DateOnly? DateTo { get; init; }

    public IReadOnlyList<string>? Sources { get; init; }

    public DateOnly? DocumentDateFrom { get; init; }

    public DateOnly? DocumentDateTo { get; init; }

    public IReadOnlyDictionary<string, CustomCondition>? Custom { get; init; }

    public IReadOnlyList<Guid>? CollectionIds { get; init; }

    public SearchFilters ToSearch() => new()
    {
        Category = Category,
        Tags = Tags,
        DateFrom = DateFrom,
        DateTo = DateTo,
        Sources = Sources,
        DocumentDateFrom = DocumentDateFrom,
        DocumentDateTo = DocumentDateTo,
        Custom = Custom,
        CollectionIds = CollectionIds,
    };
}
