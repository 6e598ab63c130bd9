using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Footnote.Client.Streaming;
using Footnote.Client.Transport;

namespace Footnote.Client.Chats;

/// <summary>Questions, answers and conversations.</summary>
public sealed class ChatsClient
{
    private readonly ApiConnection _connection;

    internal ChatsClient(ApiConnection connection) => _connection = connection;

    /// <summary>Asks a question and waits for the whole answer.</summary>
    /// <param name="request">The question. <see cref="AskRequest.Stream"/> is set by the method.</param>
    /// <param name="cancellationToken">Stops waiting; the server finishes and keeps the answer.</param>
    /// <returns>The answer with its citations.</returns>
    public Task<Answer> AskAsync(AskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _connection.SendAsync<Answer>(HttpMethod.Post, "chat/message", request with { Stream = false }, cancellationToken);
    }

    /// <summary>Asks a question and yields the answer's events as they arrive.</summary>
    /// <param name="request">The question. <see cref="AskRequest.Stream"/> is set by the method.</param>
    /// <param name="cancellationToken">Stops reading; the server finishes and keeps the answer.</param>
    /// <returns>Events by rising number, ending with <see cref="AnswerCompleted"/> or <see cref="AnswerFailed"/>; a sequence that ends
    /// without one of them was cut and can be continued with <see cref="ResumeAsync"/>.</returns>
    public IAsyncEnumerable<AnswerEvent> AskStreamingAsync(AskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var message = ApiConnection.CreateRequest(HttpMethod.Post, "chat/message", request with { Stream = true });
        return ReadEventsAsync(message, cancellationToken);
    }

    /// <summary>Continues the stream of an answer, possible for an hour after it was asked.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="messageId">The answer.</param>
    /// <param name="lastEventNumber">The last number seen; 0 replays from the start.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The events after that number.</returns>
    public IAsyncEnumerable<AnswerEvent> ResumeAsync(
        Guid conversationId,
        Guid messageId,
        long lastEventNumber,
        CancellationToken cancellationToken = default)
    {
        var message = ApiConnection.CreateRequest(HttpMethod.Get, $"chats/{conversationId}/messages/{messageId}/stream", body: null);
        message.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventNumber.ToString(CultureInfo.InvariantCulture));
        return ReadEventsAsync(message, cancellationToken);
    }

    /// <summary>Lists the caller's conversations, last used first.</summary>
    /// <param name="page">The wanted page; null for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<Conversation>> ListAsync(PageRequest? page = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<Conversation>>(
            HttpMethod.Get, new QueryText("chats").Add(page).ToString(), body: null, cancellationToken);

    /// <summary>Reads a conversation's head.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The conversation.</returns>
    public Task<Conversation> GetAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Conversation>(HttpMethod.Get, $"chats/{id}", body: null, cancellationToken);

    /// <summary>Lists a conversation's messages, oldest first.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="page">The wanted page; null for the first one.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One page.</returns>
    public Task<Page<Message>> ListMessagesAsync(Guid id, PageRequest? page = null, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Page<Message>>(
            HttpMethod.Get, new QueryText($"chats/{id}/messages").Add(page).ToString(), body: null, cancellationToken);

    /// <summary>Renames a conversation.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="title">The new title.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The conversation.</returns>
    public Task<Conversation> RenameAsync(Guid id, string title, CancellationToken cancellationToken = default)
        => _connection.SendAsync<Conversation>(HttpMethod.Patch, $"chats/{id}", new RenameConversationRequest(title), cancellationToken);

    /// <summary>Deletes a conversation with its messages.</summary>
    /// <param name="id">The conversation.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>A task that ends when it is deleted.</returns>
    public Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
        => _connection.SendAsync(HttpMethod.Delete, $"chats/{id}", body: null, cancellationToken);

    private async IAsyncEnumerable<AnswerEvent> ReadEventsAsync(
        HttpRequestMessage request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            using var response = await _connection
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await foreach (var item in SseReader.ReadAsync(body, cancellationToken).ConfigureAwait(false))
            {
                if (AnswerEventParser.Parse(item) is { } parsed)
                {
                    yield return parsed;
                }
            }
        }
    }
}
