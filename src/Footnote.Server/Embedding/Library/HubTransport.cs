using System.Net;
using System.Net.Http.Headers;

namespace Footnote.Server.Embedding.Library;

/// <summary>
/// Sends requests and follows redirects by hand: the token goes to the hub's own origin only, and never from https to http. Failures name
/// what was asked for, not the address, which may carry a store's signature.
/// </summary>
internal sealed class HubTransport : IDisposable
{
    private const int MostHops = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Patience,
    };

    private readonly Uri _hub;
    private readonly string? _token;
    private readonly TimeProvider _time;

    public HubTransport(ModelHubOptions options, TimeProvider time)
    {
        _hub = new Uri(options.Address.AbsoluteUri.TrimEnd('/') + "/");
        _token = string.IsNullOrWhiteSpace(options.Token) ? null : options.Token.Trim();
        _time = time;
        if (_token is not null && _hub.Scheme != Uri.UriSchemeHttps && !_hub.IsLoopback)
        {
            throw new HubException($"The token is not sent to {_hub.Host} over plain http: give an https:// address.");
        }

        if (_token is not null && _token.Any(character => character is <= ' ' or > '~'))
        {
            throw new HubException("The token holds characters that no header can carry.");
        }
    }

    public Uri AddressOf(string path) => new(_hub, path);

    /// <summary>The answer, whose status is one of success, or a redirect that announces a file.</summary>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="address">At the hub.</param>
    /// <param name="what">What is asked for, for messages.</param>
    /// <param name="from">First byte that is wanted; 0 asks for all.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, string what, long from, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop < MostHops; hop++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.Range = from > 0 ? new RangeHeaderValue(from, null) : null;
            if (_token is not null && IsHub(address))
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            }

            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (IsAnswer(method, response))
            {
                return response;
            }

            using (response)
            {
                address = Next(address, response, what);
            }
        }

        throw new HubException($"The hub redirects {what} more than {MostHops} times.");
    }

    public void Dispose() => _client.Dispose();

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is >= 300 and < 400;

    private static bool IsAnswer(HttpMethod method, HttpResponseMessage response) =>
        response.IsSuccessStatusCode || (method == HttpMethod.Head && IsRedirect(response) && response.Headers.Contains("X-Linked-Size"));

    private bool IsHub(Uri address) => address.Scheme == _hub.Scheme && address.Host == _hub.Host && address.Port == _hub.Port;

    private Uri Next(Uri address, HttpResponseMessage response, string what)
    {
        if (!IsRedirect(response) || response.Headers.Location is not { } location)
        {
            throw Refused(response, what);
        }

        var next = new Uri(address, location);
        var isAllowed = next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp);
        return isAllowed ? next : throw new HubException($"The hub redirects {what} to an address that is not https.");
    }

    private HubException Refused(HttpResponseMessage response, string what)
    {
        var status = (int)response.StatusCode;
        var message = response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when _token is not null =>
                $"The hub does not give {what} to the holder of this token ({status}).",
            HttpStatusCode.NotFound or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"The hub does not have {what}, or not for everybody ({status}).",
            _ => $"The hub answers {status} when asked for {what}.",
        };
        return new HubException(message)
        {
            IsPassing = status is 408 or 429 or 500 or 502 or 503 or 504,
            RetryAfter = RetryAfter(response),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - _time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
