using Footnote.Client.Accounts;
using Footnote.Client.Chats;
using Footnote.Client.Collections;
using Footnote.Client.Diagnosis;
using Footnote.Client.Dictionary;
using Footnote.Client.Documents;
using Footnote.Client.Embedding;
using Footnote.Client.Health;
using Footnote.Client.Ingestion;
using Footnote.Client.Searching;
using Footnote.Client.Sources;
using Footnote.Client.Transport;

namespace Footnote.Client;

/// <summary>
/// The typed HTTP client of a Footnote server. Every method throws <see cref="FootnoteApiException"/> when the server refuses a request
/// and <see cref="HttpRequestException"/> when it cannot be reached.
/// </summary>
/// <remarks>
/// Safe for concurrent use as far as the given <see cref="HttpClient"/> is. The client neither owns nor disposes it; its
/// <see cref="HttpClient.BaseAddress"/> must be set. Requests without a limit of their own (uploads, streams) are bound by
/// <see cref="HttpClient.Timeout"/> only until the response headers arrive.
/// </remarks>
public sealed class FootnoteClient
{
    private readonly ApiConnection _connection;

    /// <summary>Wraps <paramref name="http"/>.</summary>
    /// <param name="http">Carries the address of the server and the credentials (bearer token or cookie).</param>
    public FootnoteClient(HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(http);
        _connection = new ApiConnection(http);
        Accounts = new AccountsClient(_connection);
        Operator = new OperatorClient(_connection);
        Documents = new DocumentsClient(_connection);
        Ingestion = new IngestionClient(_connection);
        Collections = new CollectionsClient(_connection);
        Dictionary = new DictionaryClient(_connection);
        Chats = new ChatsClient(_connection);
        Health = new HealthClient(_connection);
        Sources = new SourcesClient(_connection);
        Reindex = new ReindexClient(_connection);
        Diagnosis = new DiagnosisClient(_connection);
    }

    /// <summary>Registration, sign-in, tokens: <c>/auth/*</c>.</summary>
    public AccountsClient Accounts { get; }

    /// <summary>What the local operator does with accounts: <c>/operator/*</c>.</summary>
    public OperatorClient Operator { get; }

    /// <summary>Upload, list, read, delete: <c>/documents</c>.</summary>
    public DocumentsClient Documents { get; }

    /// <summary>The queue of documents on their way: <c>/ingestion</c>.</summary>
    public IngestionClient Ingestion { get; }

    /// <summary>Named sets of documents: <c>/collections</c>.</summary>
    public CollectionsClient Collections { get; }

    /// <summary>Acronyms and synonyms: <c>/dictionary</c>.</summary>
    public DictionaryClient Dictionary { get; }

    /// <summary>Questions, answers and conversations: <c>/chat</c>, <c>/chats</c>.</summary>
    public ChatsClient Chats { get; }

    /// <summary>Places that documents are kept in step with: <c>/sources</c>.</summary>
    public SourcesClient Sources { get; }

    /// <summary>State of the server: <c>/health</c>.</summary>
    public HealthClient Health { get; }

    /// <summary>Changes of the embedding model: <c>/reindex</c>.</summary>
    public ReindexClient Reindex { get; }

    /// <summary>Proofs that the stored data belong together: <c>/doctor</c>.</summary>
    public DiagnosisClient Diagnosis { get; }

    /// <summary>Sends every later request with this bearer token; null removes it. Not thread-safe against requests in flight.</summary>
    /// <param name="accessToken">An access token of sign-in or the local operator's token.</param>
    public void UseAccessToken(string? accessToken) => _connection.UseAccessToken(accessToken);

    /// <summary>Finds the passages that fit a query best, without writing an answer.</summary>
    /// <param name="request">Query, limit and filters.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Passages, best first, with the evidence assessment.</returns>
    public Task<SearchResponse> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default)
        => _connection.SendAsync<SearchResponse>(HttpMethod.Post, "search", request, cancellationToken);
}
