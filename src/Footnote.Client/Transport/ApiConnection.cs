using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Footnote.Client.Transport;

/// <summary>Sends requests and turns refusals into exceptions.</summary>
internal sealed class ApiConnection(HttpClient http)
{
    public void UseAccessToken(string? accessToken)
        => http.DefaultRequestHeaders.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, path, body);
        return await SendAsync<T>(request, cancellationToken).ConfigureAwait(false);
    }

    public async Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        return await ReadAsync<T>(response, cancellationToken).ConfigureAwait(false);
    }

    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, path, body);
        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The caller disposes the response; its body is read as it arrives when <paramref name="completion"/> says so.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ProblemReader.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }


    public static HttpRequestMessage CreateRequest(HttpMethod method, string path, object? body)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), mediaType: null, FootnoteJson.Options);
        }

        return request;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var value = await response.Content.ReadFromJsonAsync<T>(FootnoteJson.Options, cancellationToken).ConfigureAwait(false);
            return value ?? throw Unreadable(response);
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException("The answer is not the JSON of a Footnote server.", exception, response.StatusCode);
        }
    }

    private static HttpRequestException Unreadable(HttpResponseMessage response)
        => new("The answer is not the JSON of a Footnote server.", inner: null, response.StatusCode);
}
