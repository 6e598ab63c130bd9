using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Footnote.Client.Transport;

namespace Footnote.Client.Documents;

/// <summary>Upload, list, read and delete documents.</summary>
public sealed class DocumentsClient
{
    private const string IdempotencyHeader = "Idempotency-Key";

    private readonly ApiConnection _connection;

    internal DocumentsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Uploads a file; it is read and indexed in the background.</summary>
    /// <param name="upload">The file and what is known about it. Its stream is read once, from its position, and left open.</param>
    /// <param name="cancellationToken">Aborts the upload.</param>
    /// <returns>The new document's id, state and position.</returns>
    public async Task<DocumentAccepted> UploadAsync(DocumentUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        using var form = CreateForm(upload);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("documents", UriKind.Relative)) { Content = form };
        AddIdempotencyKey(request, upload.IdempotencyKey);
        return await _connection.SendAsync<DocumentAccepted>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads many files in one request; each is stored for good as it arrives.</summary>
    /// <param name="upload">The files and what holds for all of them.</param>
    /// <param name="cancellationToken">Aborts the upload; what has arrived stays.</param>
    /// <returns>What became of each file; refused when nothing at all was taken for a reason that is not a file's.</returns>
    public async Task<BulkReport> UploadManyAsync(BulkUpload upload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        using var form = new MultipartFormDataContent();
        AddField(form, "collection_id", upload.CollectionId?.ToString());
        AddField(form, "category", upload.Category);
        AddField(form, "restricted", upload.Restricted ? "true" : null);
        foreach (var tag in upload.Tags ?? [])
        {
            AddField(form, "tags", tag);
        }

        foreach (var file in upload.Files)
        {
            form.Add(new DeferredContent(file.Open), "file", file.Path);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("documents/bulk", UriKind.Relative)) { Content = form };
        AddIdempotencyKey(request, upload.IdempotencyKey);
        return await _connection.SendAsync<BulkReport>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a document from text.</summary>
    /// <param name="request">Title and text.</param>
    /// <param name="idempotencyKey">With the same key the first result is replayed instead of a second document created.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The new document's id, state and position.</returns>
    public async Task<DocumentAccepted> CreateAsync(
        CreateDocumentRequest request,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default)
    {
        using var message = ApiConnection.CreateRequest(HttpMethod.Post, "documents", request);
        AddIdempotencyKey(message, idempotencyKey);
        return await _connection.SendAsync<DocumentAccepted>(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the documents the caller may read, newest first.</summary>
    /// <param name="query">Filters and page; null lists from the start.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<Document>> ListAsync(DocumentListQuery? query = null, CancellationToken cancellationToken = default)
    {
        var path = new QueryText("documents")
            .Add(query?.Page)
            .Add("collection_id", query?.CollectionId)
            .Add("status", query?.Status)
            .Add("category", query?.Category)
            .Add("source", query?.Source)
            .Add("deleted", query?.Deleted == true ? "true" : null);
        foreach (var tag in query?.Tags ?? [])
        {
            path.Add("tags", tag);
        }

        foreach (var (name, value) in query?.Custom ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            path.Add($"custom.{name}", value);
        }

        return _connection.SendAsync<Page<Document>>(HttpMethod.Get, path.ToString(), body: null, cancellationToken);
    }

    /// <summary>Reads a document's state.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The document; refused with NOT_FOUND when the caller may not read it.</returns>
    public Task<Document> GetAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Document>(HttpMethod.Get, PathOf(id), body: null, cancellationToken);

    /// <summary>Polls until the document is completed or failed.</summary>
    /// <param name="id">The document.</param>
    /// <param name="options">How often to ask, and who wants to know of every state seen.</param>
    /// <param name="cancellationToken">Stops waiting; give one with a time limit, the method has none of its own.</param>
    /// <returns>The document in its final state, which may be a failure.</returns>
    public async Task<Document> WaitAsync(Guid id, DocumentWaitOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new DocumentWaitOptions();
        while (true)
        {
            var document = await GetAsync(id, cancellationToken).ConfigureAwait(false);
            options.Progress?.Report(document);
            if (document.IsFinal)
            {
                return document;
            }

            await Task.Delay(options.Interval, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes a document; no later answer uses it.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The position of the deletion in the change log.</returns>
    public Task<DocumentDeleted> DeleteAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<DocumentDeleted>(HttpMethod.Delete, PathOf(id), body: null, cancellationToken);

    /// <summary>Brings a deleted document back.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its state and position.</returns>
    public Task<DocumentRestored> RestoreAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<DocumentRestored>(HttpMethod.Post, $"{PathOf(id)}/restore", body: null, cancellationToken);

    /// <summary>Edits the metadata of a document.</summary>
    /// <param name="id">The document.</param>
    /// <param name="change">What to set and what to empty.</param>
    /// <param name="etag">The <see cref="Document.Etag"/> the edit is meant for; null edits whatever is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The document after the edit.</returns>
    public async Task<Document> UpdateAsync(
        Guid id, DocumentChange change, string? etag = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var request = ApiConnection.CreateRequest(HttpMethod.Patch, PathOf(id), change.ToJson());
        AddCondition(request, etag);
        return await _connection.SendAsync<Document>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says who may read a document from now on.</summary>
    /// <param name="id">The document.</param>
    /// <param name="readers">Everyone, or users and roles; nobody leaves the owner alone.</param>
    /// <param name="etag">The <see cref="Document.Etag"/> the change is meant for; null changes whatever is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The readers and the position of the change.</returns>
    public async Task<ReadersChanged> SetReadersAsync(
        Guid id, DocumentReaders readers, string? etag = null, CancellationToken cancellationToken = default)
    {
        using var request = ApiConnection.CreateRequest(HttpMethod.Put, $"{PathOf(id)}/readers", readers);
        AddCondition(request, etag);
        return await _connection.SendAsync<ReadersChanged>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads who may read a document; for its owner and administrators.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The readers beside the owner.</returns>
    public Task<ReadersChanged> GetReadersAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<ReadersChanged>(HttpMethod.Get, $"{PathOf(id)}/readers", body: null, cancellationToken);

    /// <summary>Explains why somebody can or cannot see a document.</summary>
    /// <param name="id">The document.</param>
    /// <param name="userId">The person; null for the caller. Only the owner and administrators may ask about others.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Every rule and its result.</returns>
    public Task<DocumentAccess> ExplainAccessAsync(Guid id, Guid? userId = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<DocumentAccess>(
            HttpMethod.Get, new QueryText($"{PathOf(id)}/access").Add("user_id", userId).ToString(), body: null, cancellationToken);

    /// <summary>Gives a document new content as its next version; the one before answers until the new has been read.</summary>
    /// <param name="id">The document.</param>
    /// <param name="upload">The file; name and content only, metadata is changed elsewhere.</param>
    /// <param name="etag">The <see cref="Document.Etag"/> the content is meant for; null replaces whatever is there.</param>
    /// <param name="cancellationToken">Aborts the upload.</param>
    /// <returns>The version; or that the content is there already.</returns>
    public async Task<ContentReplaced> ReplaceAsync(
        Guid id, DocumentUpload upload, string? etag = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        using var form = CreateForm(upload);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{PathOf(id)}/content", UriKind.Relative)) { Content = form };
        AddCondition(request, etag);
        return await _connection.SendAsync<ContentReplaced>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a document new text as its next version; the one before answers until the new has been read.</summary>
    /// <param name="id">The document.</param>
    /// <param name="text">Plain text or Markdown.</param>
    /// <param name="etag">The <see cref="Document.Etag"/> the text is meant for; null replaces whatever is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The version; or that the text is there already.</returns>
    public async Task<ContentReplaced> ReplaceAsync(
        Guid id, string text, string? etag = null, CancellationToken cancellationToken = default)
    {
        using var request = ApiConnection.CreateRequest(HttpMethod.Put, $"{PathOf(id)}/content", new { text });
        AddCondition(request, etag);
        return await _connection.SendAsync<ContentReplaced>(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lists the versions of a document that are kept, the newest first.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>All of them.</returns>
    public Task<Page<DocumentVersion>> ListVersionsAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<DocumentVersion>>(HttpMethod.Get, $"{PathOf(id)}/versions", body: null, cancellationToken);

    /// <summary>Copies the file of one version as it was uploaded.</summary>
    /// <param name="id">The document.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops copying.</param>
    /// <returns>A task that ends when everything is copied.</returns>
    public Task CopyVersionToAsync(Guid id, int version, Stream destination, CancellationToken cancellationToken = default)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{PathOf(id)}/versions/{version}/original");
        return CopyAsync(path, destination, cancellationToken);
    }

    /// <summary>Reads the text that was taken from the document; the offsets of every passage count in it.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Text and page boundaries.</returns>
    public Task<DocumentText> GetTextAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<DocumentText>(HttpMethod.Get, $"{PathOf(id)}/text", body: null, cancellationToken);

    /// <summary>Reads how well the latest content of the document could be read.</summary>
    /// <param name="id">The document.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The report; refused with NOT_READ_YET while it is being read.</returns>
    public Task<DocumentReport> GetReportAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<DocumentReport>(HttpMethod.Get, $"{PathOf(id)}/report", body: null, cancellationToken);

    /// <summary>Copies the file as it was uploaded.</summary>
    /// <param name="id">The document.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="cancellationToken">Stops copying.</param>
    /// <returns>A task that ends when everything is copied.</returns>
    public Task CopyOriginalToAsync(Guid id, Stream destination, CancellationToken cancellationToken = default)
        => CopyAsync($"{PathOf(id)}/original", destination, cancellationToken);

    private async Task CopyAsync(string path, Stream destination, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var request = ApiConnection.CreateRequest(HttpMethod.Get, path, body: null);
        using var response = await _connection
            .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
        await response.Content.CopyToAsync(destination, cancellationToken).ConfigureAwait(false);
    }

    private static string PathOf(Guid id) => string.Create(CultureInfo.InvariantCulture, $"documents/{id}");

    private static void AddCondition(HttpRequestMessage request, string? etag)
    {
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        }
    }

    private static void AddIdempotencyKey(HttpRequestMessage request, string? key)
    {
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation(IdempotencyHeader, key);
        }
    }

    private static MultipartFormDataContent CreateForm(DocumentUpload upload)
    {
        var form = new MultipartFormDataContent();
        AddField(form, "title", upload.Title);
        AddField(form, "collection_id", upload.CollectionId?.ToString());
        AddField(form, "category", upload.Category);
        AddField(form, "restricted", upload.Restricted ? "true" : null);
        AddField(form, "document_date", upload.DocumentDate?.ToString("O", CultureInfo.InvariantCulture));
        AddField(form, "custom", upload.Custom is null ? null : JsonSerializer.Serialize(upload.Custom));
        AddField(form, "readers", upload.Readers is null ? null : JsonSerializer.Serialize(upload.Readers, FootnoteJson.Options));
        foreach (var tag in upload.Tags ?? [])
        {
            AddField(form, "tags", tag);
        }

        form.Add(CreateFile(upload), "file", upload.FileName);
        return form;
    }

    private static StreamContent CreateFile(DocumentUpload upload)
    {
        var content = new StreamContent(new LeaveOpenStream(upload.Content));
        if (upload.MediaType is not null)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(upload.MediaType);
        }

        return content;
    }

    private static void AddField(MultipartFormDataContent form, string name, string? value)
    {
        if (value is not null)
        {
            form.Add(new StringContent(value), name);
        }
    }
}
