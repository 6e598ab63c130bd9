using System.Net.Http.Headers;
using System.Text.Json;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>The service's HTTP interface, second generation: upload, state of a job, result by page.</summary>
internal sealed class LlamaParseApi(HttpClient http, LlamaParseOptions options, LlamaParsePipeline pipeline, TimeProvider timeProvider)
{
    private const string Root = "/api/v2/parse";
    private const int LargestAnswer = 256 * 1024 * 1024;

    public bool IsLeftAlone => pipeline.IsOpen;

    /// <summary>Uploads a file and returns the id of its job.</summary>
    public async Task<string> UploadAsync(ParseRequest file, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(() => UploadOf(file), cancellationToken);
        return LlamaParseReply.JobOf(answer).Id;
    }

    public async Task<LlamaParseJob> JobAsync(string id, CancellationToken cancellationToken) =>
        LlamaParseReply.JobOf(await SendAsync(() => Get(id, string.Empty), cancellationToken));

    public async Task<IReadOnlyList<ParsedPage>> PagesAsync(string id, CancellationToken cancellationToken) =>
        LlamaParseReply.PagesOf(await SendAsync(() => Get(id, "?expand=markdown"), cancellationToken));

    private HttpRequestMessage Get(string id, string query) =>
        new(HttpMethod.Get, options.BaseUrl.TrimEnd('/') + $"{Root}/{Uri.EscapeDataString(id)}{query}");

    private HttpRequestMessage UploadOf(ParseRequest file)
    {
        var configuration = JsonSerializer.Serialize(new
        {
            tier = options.Tier,
            version = options.Version,
            // the service keeps results of cached files for two days
            disable_cache = true,
            output_options = new { markdown = new { tables = new { output_tables_as_markdown = true } } },
        });
        var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true);
        var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new HttpRequestMessage(HttpMethod.Post, options.BaseUrl.TrimEnd('/') + $"{Root}/upload")
        {
            Content = new MultipartFormDataContent
            {
                { content, "file", NameFor(file) },
                { new StringContent(configuration), "configuration" },
            },
        };
    }

    /// <summary>The service goes by the ending of the name; the name itself stays here.</summary>
    private static string NameFor(ParseRequest file)
    {
        var extension = Path.GetExtension(file.FileName ?? string.Empty).ToLowerInvariant();
        return "document" + (extension is { Length: > 1 and < 7 } && extension[1..].All(char.IsAsciiLetterOrDigit)
            ? extension
            : "." + file.Format.ToString().ToLowerInvariant());
    }

    private Task<JsonElement> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) =>
        pipeline.RunAsync(token => SendOnceAsync(request, token), cancellationToken);

    private async Task<JsonElement> SendOnceAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        using var request = create();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw FailureOf(response);
            }

            if (response.Content.Headers.ContentLength > LargestAnswer)
            {
                throw new ParserException(ParserFailure.TooLarge);
            }

            await using var body = new BoundedStream(
                await response.Content.ReadAsStreamAsync(cancellationToken), LargestAnswer,
                static () => new ParserException(ParserFailure.TooLarge));
            return await JsonSerializer.DeserializeAsync<JsonElement>(body, cancellationToken: cancellationToken);
        }
        catch (JsonException fault)
        {
            throw new ParserException(ParserFailure.Malformed, innerException: fault);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new ParserException(ParserFailure.Unreachable, innerException: fault);
        }
    }

    private ParserException FailureOf(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var failure = status switch
        {
            429 => ParserFailure.RateLimited,
            402 => ParserFailure.QuotaExhausted,
            401 or 403 => ParserFailure.Unauthorized,
            413 => ParserFailure.TooLarge,
            >= 400 and < 500 and not 408 and not 409 => ParserFailure.Refused,
            _ => ParserFailure.Failed,
        };
        TimeSpan? wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - timeProvider.GetUtcNow(),
            _ => null,
        };
        return new ParserException(failure, status) { RetryAfter = wait < TimeSpan.Zero ? TimeSpan.Zero : wait };
    }
}
