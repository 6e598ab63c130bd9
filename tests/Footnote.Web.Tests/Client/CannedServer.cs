using System.Net;
using System.Text;

namespace Footnote.Web.Tests.Client;

/// <summary>Answers every request with the given bytes and remembers what it was asked.</summary>
internal sealed class CannedServer(HttpStatusCode status, string mediaType, string body) : HttpMessageHandler
{
    public List<(HttpMethod Method, string Address, string Body)> Requests { get; } = [];

    public Dictionary<string, string> RequestHeaders { get; } = new(StringComparer.OrdinalIgnoreCase);

    public TimeSpan? RetryAfter { get; init; }

    public FootnoteClient Connect() => new(new HttpClient(this) { BaseAddress = new Uri("http://server.example/") });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add((request.Method, request.RequestUri!.PathAndQuery, sent));
        foreach (var (name, values) in request.Headers)
        {
            RequestHeaders[name] = string.Join(", ", values);
        }

        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        if (RetryAfter is { } delta)
        {
            response.Headers.RetryAfter = new(delta);
        }

        response.Headers.Add("X-Request-ID", "from-header");
        return response;
    }
}
