using Footnote.Client.Transport;

namespace Footnote.Client.Dictionary;

/// <summary>The organisation's acronyms and synonyms; for administrators.</summary>
public sealed class DictionaryClient
{
    private readonly ApiConnection _connection;

    internal DictionaryClient(ApiConnection connection) => _connection = connection;

    /// <summary>Reads the dictionary.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The dictionary; without groups when there is none.</returns>
    public Task<SearchDictionary> GetAsync(CancellationToken cancellationToken = default)
        => _connection.SendAsync<SearchDictionary>(HttpMethod.Get, "dictionary", body: null, cancellationToken);

    /// <summary>Replaces the dictionary. Searches use it at once on the server that answered, on others within a second or so.</summary>
    /// <param name="dictionary">All groups it is to hold.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The dictionary as it was stored.</returns>
    public Task<SearchDictionary> PutAsync(SearchDictionary dictionary, CancellationToken cancellationToken = default)
        => _connection.SendAsync<SearchDictionary>(HttpMethod.Put, "dictionary", dictionary, cancellationToken);
}
