using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Searching;

/// <summary>What a search may ask for.</summary>
internal static class SearchLimits
{
    public const int MaximumText = 2000;
    public const int MaximumLimit = 50;
    private const int MaximumItems = 100;
    private const int MaximumItemLength = 200;

    public static Error? Check(SearchQuery query)
    {
        var faults = new FieldErrors();
        faults.AddIf(string.IsNullOrWhiteSpace(query.Text), "query", "is required");
        faults.AddIf(query.Text.Length > MaximumText, "query", $"must be at most {MaximumText} characters");
        faults.AddIf(query.Limit is < 1 or > MaximumLimit, "limit", $"must be between 1 and {MaximumLimit}");
        faults.AddIf(query.MinPosition < 0, "min_position", "must not be negative");
        if (query.Filters is { } filters)
        {
            CheckFilters(filters, faults);
        }

        return faults.Any ? faults.ToError() : null;
    }

    /// <summary>Adds what is wrong with filters, under the names of their fields.</summary>
    public static void CheckFilters(SearchFilters filters, FieldErrors faults)
    {
        faults.AddIf(filters.Category?.Length > MaximumItemLength, "filters.category",
            $"must be at most {MaximumItemLength} characters");
        faults.AddIf(filters.Tags?.Count > MaximumItems, "filters.tags", $"must be at most {MaximumItems}");
        faults.AddIf(filters.Tags?.Any(tag => tag.Length > MaximumItemLength) == true, "filters.tags",
            $"must each be at most {MaximumItemLength} characters");
        faults.AddIf(filters.CollectionIds?.Count > MaximumItems, "filters.collection_ids", $"must be at most {MaximumItems}");
        faults.AddIf(filters.DateFrom > filters.DateTo, "filters.date_from", "must not be after date_to");
        faults.AddIf(
            filters.DocumentDateFrom > filters.DocumentDateTo, "filters.document_date_from", "must not be after document_date_to");
        faults.AddIf(filters.Sources?.All(DocumentSource.IsKnown) == false, "filters.sources", DocumentSource.KnownText);
        if (filters.Custom is { } custom)
        {
            CustomConditions.Check(custom, "filters.custom", faults);
        }
    }
}
