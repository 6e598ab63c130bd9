namespace Footnote.Client.Documents;

/// <summary>Which documents to list.</summary>
public sealed record DocumentListQuery
{
    /// <summary>The wanted page; null for the first one in the server's size.</summary>
    public PageRequest? Page { get; init; }

    /// <summary>Only documents of this collection.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Only documents in this state (<see cref="DocumentStatus"/>).</summary>
    public string? Status { get; init; }
}
