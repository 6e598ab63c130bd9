using System.Net.Http.Json;
using System.Text.Json;

namespace Footnote.Client.Transport;

/// <summary>Reads a refusal whatever its body is: a problem document, HTML of a proxy in between, or nothing.</summary>
internal static class ProblemReader
{
    public static async Task<FootnoteApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = await ReadProblemAsync(response, cancellationToken).ConfigureAwait(false) ?? FromStatus(response);
        return new FootnoteApiException(problem, RetryAfter(response));
    }

    private static async Task<ApiProblem?> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is not ("application/problem+json" or "application/json"))
        {
            return null;
        }

        try
        {
            var problem = await response.Content
                .ReadFromJsonAsync<ApiProblem>(FootnoteJson.Options, cancellationToken)
                .ConfigureAwait(false);
            return problem is { Code: not null } ? problem with { Status = (int)response.StatusCode } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ApiProblem FromStatus(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var requestId = response.Headers.TryGetValues("X-Request-ID", out var values) ? values.FirstOrDefault() : null;
        return new ApiProblem($"HTTP_{status}", status, response.ReasonPhrase, RequestId: requestId);
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter?.Delta;
}
