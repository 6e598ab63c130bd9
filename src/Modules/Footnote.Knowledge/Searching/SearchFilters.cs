using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Searching;

/// <summary>Which documents are searched; what is null does not filter.</summary>
public sealed record SearchFilters
{
    public string? Category { get; init; }

    /// <summary>A document must carry all of them.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The first day of creation (UTC), inclusive.</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>The last day of creation (UTC), inclusive.</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>A document must come from one of them: upload, web, api, manual, folder, s3, git, sync.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>The first day of the date the document itself bears, inclusive.</summary>
    public DateOnly? DocumentDateFrom { get; init; }

    /// <summary>The last day of the date the document itself bears, inclusive.</summary>
    public DateOnly? DocumentDateTo { get; init; }

    /// <summary>Conditions on custom fields, by the field's name; all must hold.</summary>
    public IReadOnlyDictionary<string, CustomCondition>? Custom { get; init; }

    /// <summary>A document must be in one of them.</summary>
    public IReadOnlyList<Guid>? CollectionIds { get; init; }

    /// <summary>Adds what is wrong with the filters, under the names "filters.category" and so on; a search would refuse it.</summary>
    public void Check(FieldErrors faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        SearchLimits.CheckFilters(this, faults);
    }
}
