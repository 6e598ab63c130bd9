using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>
/// Requests to the service. Those that write are tried again with growing pauses when the service is overloaded, asks for fewer requests
/// or does not answer; those of a search are not, because somebody waits.
/// </summary>
internal sealed class PineconeApi : IDisposable
{
    private const string ApiVersion = "2025-10";
    private const int LargestAnswer = 16 * 1024 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http;
    private readonly VectorOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ResiliencePipeline _retrying;

    public PineconeApi(VectorOptions options, HttpClient http, TimeProvider timeProvider)
    {
        (_options, _http, _timeProvider) = (options, http, timeProvider);
        var builder = new ResiliencePipelineBuilder { Name = "pinecone", TimeProvider = timeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is TimeoutRejectedException or VectorIndexException { IsTransient: true }),
                DelayGenerator = arguments =>
                    ValueTask.FromResult(Bounded((arguments.Outcome.Exception as VectorIndexException)?.RetryAfter)),
            });
        }

        _retrying = builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.AttemptTimeout }).Build();
    }

    /// <summary>The operator's own address is trusted, wherever it is.</summary>
    public static HttpClient CreateHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        AutomaticDecompression = DecompressionMethods.All,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>Sends once.</summary>
    /// <exception cref="VectorIndexException">It did not succeed.</exception>
    public Task<JsonElement> AskAsync(HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken) =>
        SendAsync(method, address, body, cancellationToken);

    /// <summary>Sends until it succeeds or the attempts are used up; for what may be done twice.</summary>
    /// <exception cref="VectorIndexException">It did not succeed.</exception>
    public async Task<JsonElement> InsistAsync(
        HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        try
        {
            return await _retrying.ExecuteAsync(async token => await SendAsync(method, address, body, token), cancellationToken);
        }
        catch (TimeoutRejectedException late)
        {
            throw new VectorIndexException(VectorIndexFault.Unavailable, "Pinecone took too long to answer.", late);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(
        HttpMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Api-Key", _options.ApiKey);
        request.Headers.Add("X-Pinecone-Api-Version", ApiVersion);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? Parse(answer) : throw FailureOf(response, answer);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new VectorIndexException(VectorIndexFault.Unavailable, "Pinecone does not answer.", fault);
        }
    }

    private static JsonElement Parse(byte[] answer)
    {
        try
        {
            return answer.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer);
        }
        catch (JsonException fault)
        {
            throw new VectorIndexException(VectorIndexFault.Unavailable, "Pinecone answered something else than JSON.", fault);
        }
    }

    private VectorIndexException FailureOf(HttpResponseMessage response, byte[] answer)
    {
        var status = (int)response.StatusCode;
        var (fault, meaning) = status switch
        {
            429 => (VectorIndexFault.Throttled, "asks for fewer requests"),
            401 or 402 or 403 => (VectorIndexFault.Denied, "refuses the key, or the plan does not allow the request"),
            404 => (VectorIndexFault.Behind, "does not know the index or the namespace"),
            >= 500 or 408 => (VectorIndexFault.Unavailable, "does not answer"),
            _ => (VectorIndexFault.Wrong, "refuses the request"),
        };
        var code = PineconeReply.CodeOf(answer);
        var detail = string.Create(CultureInfo.InvariantCulture, $"status {status}{(code is null ? "" : ", " + code)}");
        var message = $"Pinecone {meaning} ({detail}).";
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _timeProvider.GetUtcNow(),
            _ => null,
        };
        return new VectorIndexException(fault, message) { RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait };
    }

    private TimeSpan? Bounded(TimeSpan? wait) => wait > _options.MaxRetryDelay ? _options.MaxRetryDelay : wait;
}
