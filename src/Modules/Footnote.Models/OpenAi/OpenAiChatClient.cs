using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Footnote.Models.OpenAi;

/// <summary>A chat model behind any OpenAI-compatible server. Thread-safe. Every failure is a <see cref="ProviderException"/>.</summary>
internal sealed class OpenAiChatClient(HttpClient http, OpenAiModelOptions options, OpenAiTransport transport, TimeSpan idleLimit)
    : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("openai", new Uri(options.BaseUrl), options.Model);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await transport.SendAsync([.. messages], chat, stream: false, cancellationToken);
        return new[] { await ReadWholeAsync(response, cancellationToken) }.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chat = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await transport.SendAsync([.. messages], chat, stream: true, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            yield return await ReadWholeAsync(response, cancellationToken);
            yield break;
        }

        bool isFinished = false;
        await foreach (string data in ReadEventsAsync(response, cancellationToken))
        {
            if (data == "[DONE]")
            {
                isFinished = true;
                break;
            }

            ChatResponseUpdate update = OpenAiReply.Read(OpenAiReply.Parse(data), options.Model);
            isFinished |= update.FinishReason is not null;
            yield return update;
        }

        if (!isFinished)
        {
            throw new ProviderException(ProviderFailure.CutShort);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose() => http.Dispose();

    private async Task<ChatResponseUpdate> ReadWholeAsync(HttpResponseMessage response, CancellationToken ct)
    {
        using CancellationTokenSource limit = Limit(ct);
        try
        {
            string json = await response.Content.ReadAsStringAsync(limit.Token);
            return OpenAiReply.Read(OpenAiReply.Parse(json), options.Model);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ProviderException(ProviderFailure.TimedOut);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException)
        {
            throw new ProviderException(ProviderFailure.CutShort, innerException: fault);
        }
    }

    /// <summary>The data of the events; waits for each no longer than the idle limit.</summary>
    private async IAsyncEnumerable<string> ReadEventsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken ct)
    {
        using CancellationTokenSource limit = Limit(ct);
        await using Stream stream = await response.Content.ReadAsStreamAsync(limit.Token);
        await using IAsyncEnumerator<SseItem<string>> events = SseParser.Create(stream).EnumerateAsync(limit.Token)
            .GetAsyncEnumerator(limit.Token);
        while (true)
        {
            limit.CancelAfter(idleLimit);
            try
            {
                if (!await events.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new ProviderException(ProviderFailure.TimedOut);
            }
            catch (Exception fault) when (fault is IOException or HttpRequestException)
            {
                throw new ProviderException(ProviderFailure.CutShort, innerException: fault);
            }

            yield return events.Current.Data;
        }
    }

    private CancellationTokenSource Limit(CancellationToken ct)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        source.CancelAfter(idleLimit);
        return source;
    }
}
