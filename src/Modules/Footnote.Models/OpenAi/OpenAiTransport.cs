using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Polly;

namespace Footnote.Models.OpenAi;

/// <summary>
/// Sends chat completion requests through the model's resilience pipeline and turns failures into <see cref="ProviderException"/>.
/// </summary>
internal sealed class OpenAiTransport(HttpClient http, OpenAiModelOptions options, ResiliencePipeline pipeline, TimeProvider time)
{
    private const int LargestErrorBody = 64 * 1024;

    private ImmutableHashSet<string> _refused = [];

    /// <summary>A response with status 200 whose body has not been read yet.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions? chat, bool stream, CancellationToken ct)
    {
        while (true)
        {
            ImmutableHashSet<string> refused = _refused;
            string body = OpenAiRequest.Write(options.Model, messages, chat, stream, refused);
            try
            {
                return await pipeline.ExecuteAsync(async token => await SendOnceAsync(body, stream, token), ct);
            }
            catch (ProviderException fault) when (Learns(fault, refused))
            {
                // the next request leaves the parameter out
            }
        }
    }

    /// <summary>Remembers a parameter that the model turned down; false when it was known already or cannot be left out.</summary>
    private bool Learns(ProviderException fault, ImmutableHashSet<string> refused)
    {
        bool canDo = fault is { Failure: ProviderFailure.Refused, Parameter: OpenAiRequest.OldLimit or OpenAiRequest.Temperature }
            && !refused.Contains(fault.Parameter);
        if (canDo)
        {
            ImmutableInterlocked.Update(ref _refused, known => known.Add(fault.Parameter!));
        }

        return canDo;
    }

    private async Task<HttpResponseMessage> SendOnceAsync(string body, bool stream, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.BaseUrl.TrimEnd('/') + "/chat/completions");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(stream ? "text/event-stream" : "application/json"));
        if (options.ApiKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (HttpRequestException fault)
        {
            throw new ProviderException(ProviderFailure.Unreachable, innerException: fault);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await FailureAsync(response, ct);
        }
    }

    private async Task<ProviderException> FailureAsync(HttpResponseMessage response, CancellationToken ct)
    {
        JsonElement error = default;
        try
        {
            byte[] buffer = new byte[LargestErrorBody];
            await using Stream content = await response.Content.ReadAsStreamAsync(ct);
            int length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length));
            error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out JsonElement inner) ? inner : root;
        }
        catch (Exception fault) when (fault is JsonException or IOException or HttpRequestException)
        {
            // a proxy's error page says nothing that the status does not
        }

        return OpenAiReply.FailureOf((int)response.StatusCode, error, RetryAfterOf(response.Headers));
    }

    private TimeSpan? RetryAfterOf(HttpResponseHeaders headers)
    {
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
