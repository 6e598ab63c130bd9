using System.Net.Http.Headers;
using System.Text;
using Footnote.Client.Documents;
using Footnote.Client.Searching;
using Footnote.Identity;
using Footnote.Retrieval.Dense;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

/// <summary>A real server whose embeddings cost nothing.</summary>
public sealed class KnowledgeApp : IAsyncLifetime
{
    private FootnoteApp? _app;

    internal HashingEmbeddings Embeddings { get; } = new();

    public FootnoteApp App => _app ?? throw new InvalidOperationException("The server is not started.");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await StartAsync(Embeddings);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    internal static Task<FootnoteApp> StartAsync(IEmbeddingGenerator embeddings, params (string Key, string Value)[] settings) =>
        StartNodeAsync(null, embeddings, settings);

    /// <summary>Another server on the database of the first.</summary>
    internal static Task<FootnoteApp> StartNodeAsync(
        FootnoteApp? first, IEmbeddingGenerator embeddings, params (string Key, string Value)[] settings) =>
        StartNodeAsync(first, embeddings, _ => { }, settings);

    internal static Task<FootnoteApp> StartNodeAsync(
        FootnoteApp? first,
        IEmbeddingGenerator embeddings,
        Action<IServiceCollection> configure,
        params (string Key, string Value)[] settings) =>
        FootnoteApp.StartAsync(options =>
        {
            options.NodeOf = first;
            options.Settings["Footnote:Knowledge:PositionWait"] = "00:00:20";
            foreach (var (key, value) in settings)
            {
                options.Settings["Footnote:Knowledge:" + key] = value;
            }

            options.ConfigureServices = services =>
            {
                services.AddSingleton(embeddings);
                configure(services);
                services.AddSingleton(ChunkTokenCounter.Estimate);
            };
        });

    public static async Task<Document> AddAsync(SignedIn person, string title, string text, Func<CreateDocumentRequest,
        CreateDocumentRequest>? change = null)
    {
        var request = new CreateDocumentRequest(title, text);
        var accepted = await person.Client.Documents.CreateAsync(change?.Invoke(request) ?? request, cancellationToken: Token);
        return await person.Client.Documents.WaitAsync(accepted.Id, cancellationToken: Token);
    }

    public static async Task<Document> UploadAsync(SignedIn person, string name, byte[] content)
    {
        var accepted = await person.Client.Documents.UploadAsync(new DocumentUpload(name, new MemoryStream(content)), Token);
        return await person.Client.Documents.WaitAsync(accepted.Id, cancellationToken: Token);
    }

    /// <summary>Uploads with a hand-made form, so that names no client would send can be sent.</summary>
    public static async Task<HttpResponseMessage> PostFileAsync(HttpClient http, string fileNameParameter, byte[] content)
    {
        const string Boundary = "knowledge-test-boundary";
        var disposition = $"Content-Disposition: form-data; name=\"file\"; {fileNameParameter}";
        var head = $"--{Boundary}\r\n{disposition}\r\nContent-Type: text/plain\r\n\r\n";
        byte[] body = [.. Encoding.UTF8.GetBytes(head), .. content, .. Encoding.UTF8.GetBytes($"\r\n--{Boundary}--\r\n")];
        using var form = new ByteArrayContent(body);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}");
        return await http.PostAsync(new Uri("/documents", UriKind.Relative), form, Token);
    }

    public static Task<SearchResponse> SearchAsync(SignedIn person, string query, long? minPosition = null,
        SearchFilters? filters = null) =>
        person.Client.SearchAsync(new SearchRequest(query) { MinPosition = minPosition, Filters = filters }, Token);

    public static Principal PrincipalOf(SignedIn person) =>
        new(person.UserId, person.TenantId, Guid.NewGuid(), person.Email, new HashSet<string>());

    /// <summary>Somebody of another organisation.</summary>
    public static Principal Stranger() => new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "stranger", new HashSet<string>());
}
