using Footnote.Identity;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Searching;

/// <summary>
/// Finds passages in what the principal may read. The permission is part of the retrieval and of the SQL that fetches the text, so a
/// passage
/// of a deleted or foreign document is never returned. Thread-safe.
/// </summary>
public interface ISearch
{
    Task<Result<SearchResult>> SearchAsync(Principal principal, SearchQuery query, CancellationToken ct);
}
