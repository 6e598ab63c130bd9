using System.Globalization;
using Footnote.Identity;
using Footnote.Knowledge.Searching;

namespace Footnote.Knowledge.Indexing;

/// <summary>Which documents one search may look at: always those of the tenant that the caller may read, further narrowed by
/// filters.</summary>
internal sealed record ChunkFilter(Guid TenantId, IReadOnlyList<string> AccessKeys, SearchFilters Filters)
{
    public static ChunkFilter For(Principal principal, SearchFilters? filters) =>
        new(principal.TenantId, principal.AccessKeys, filters ?? new SearchFilters());

    public bool Accepts(IndexedDocument document)
    {
        if (document.TenantId != TenantId || !document.Readers.Any(reader => AccessKeys.Contains(reader, StringComparer.Ordinal)))
        {
            return false;
        }

        var day = DateOnly.FromDateTime(document.CreatedAt.UtcDateTime);
        return (Filters.Category is not { } category || string.Equals(document.Category, category, StringComparison.OrdinalIgnoreCase))
            && (Filters.Tags is not { } tags || tags.All(tag => document.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)))
            && (Filters.CollectionIds is not { } collections || document.CollectionId is { } id && collections.Contains(id))
            && (Filters.DateFrom is not { } from || day >= from)
            && (Filters.DateTo is not { } to || day <= to)
            && AcceptsOrigin(document);
    }

    private bool AcceptsOrigin(IndexedDocument document) =>
        (Filters.Sources is not { } sources || sources.Contains(document.Source, StringComparer.Ordinal))
        && (Filters.DocumentDateFrom is not { } from || document.DocumentDate >= from)
        && (Filters.DocumentDateTo is not { } to || document.DocumentDate <= to)
        && (Filters.Custom is not { } custom || custom.All(pair => document.Custom.Satisfy(pair.Key, pair.Value)));

    /// <summary>Equal for equal filters, different for different ones.</summary>
    public string CacheKey()
    {
        const char Part = '\u001E';
        const char Item = '\u001F';
        string[] parts =
        [
            TenantId.ToString("n"),
            string.Join(Item, AccessKeys),
            Filters.Category ?? string.Empty,
            Filters.Tags is { } tags ? "+" + string.Join(Item, tags) : "-",
            Filters.DateFrom?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
            Filters.DateTo?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
            Filters.CollectionIds is { } ids ? "+" + string.Join(Item, ids) : "-",
            Filters.Sources is { } sources ? "+" + string.Join(Item, sources) : "-",
            Filters.DocumentDateFrom?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
            Filters.DocumentDateTo?.ToString("O", CultureInfo.InvariantCulture) ?? string.Empty,
            CustomConditions.CacheKey(Filters.Custom),
        ];
        return string.Join(Part, parts);
    }
}
