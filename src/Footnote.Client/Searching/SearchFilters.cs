namespace Footnote.Client.Searching;

/// <summary>Restricts a search or a question to some documents. Members that are set must all hold.</summary>
public sealed record SearchFilters
{
    /// <summary>Exact category.</summary>
    public string? Category { get; init; }

    /// <summary>The document carries all of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Uploaded on this day or later (UTC).</summary>
    public DateOnly? DateFrom { get; init; }

    /// <summary>Uploaded on this day or earlier (UTC).</summary>
    public DateOnly? DateTo { get; init; }

    /// <summary>The document came from one of these: upload, web, api, manual, folder, s3, git, sync.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>The document bears this date or a later one.</summary>
    public DateOnly? DocumentDateFrom { get; init; }

    /// <summary>The document bears this date or an earlier one.</summary>
    public DateOnly? DocumentDateTo { get; init; }

    /// <summary>Conditions on custom fields, by the field's name.</summary>
    public IReadOnlyDictionary<string, CustomCondition>? Custom { get; init; }

    /// <summary>The document is in one of these collections.</summary>
    public IReadOnlyList<Guid>? CollectionIds { get; init; }
}
