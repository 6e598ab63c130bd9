namespace Footnote.Client.Documents;

/// <summary>Which documents to list.</summary>
public sealed record DocumentListQuery
{
    /// <summary>The wanted page; null for the first one in the server's size.</summary>
    public PageRequest? Page { get; init; }

    /// <summary>Only documents of this collection.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Only documents of this category.</summary>
    public string? Category { get; init; }

    /// <summary>Only documents that carry all of these tags.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Only documents that came from this source.</summary>
    public string? Source { get; init; }

    /// <summary>Only documents whose custom fields have these values, by the field's name.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    /// <summary>Deleted documents that the caller may restore, instead of those that can be read.</summary>
    public bool Deleted { get; init; }

    /// <summary>Only documents in this state (<see cref="DocumentStatus"/>).</summary>
    public string? Status { get; init; }
}
