using Footnote.Identity;
using Footnote.Knowledge.Dictionary;
using Footnote.Platform.Data;
using Footnote.Retrieval.Queries;

namespace Footnote.Knowledge.Searching;

/// <summary>What a search reads from the database for its caller.</summary>
internal sealed class CallerData(ModuleDatabase<KnowledgeSchema> database, TenantDictionaries dictionaries)
{
    /// <summary>The texts, as far as the caller may read them.</summary>
    public PermittedChunks ChunksOf(Principal principal) => new(database, principal);

    /// <summary>The acronyms and synonyms of the caller's organisation.</summary>
    public ValueTask<QueryDictionary> DictionaryOfAsync(Principal principal, CancellationToken cancellationToken) =>
        dictionaries.GetAsync(principal.TenantId, cancellationToken);
}
