using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Footnote.Web.Api;

/// <summary>
/// Runs a request through the server's own pipeline on behalf of a caller. Responses are buffered: streams do not belong here.
/// </summary>
internal sealed class InProcessHandler(Pipeline pipeline, IHttpContextFactory contexts, HttpContext caller) : HttpMessageHandler
{
    private const string RequestIdHeader = "X-Request-ID";

    private static readonly string[] ForwardedHeaders = ["Cookie", "User-Agent", "Accept-Language"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        if (request.Content is not null)
        {
            await request.Content.CopyToAsync(body, cancellationToken);
            body.Position = 0;
        }

        var incoming = CreateRequest(request, body);
        using var exchange = new InProcessExchange(incoming, CopyConnection(), cancellationToken);
        await DetachAsync(() => exchange.RunAsync(pipeline.Entry, contexts));
        return CreateResponse(request, exchange);
    }

    /// <summary>
    /// Starts without the caller's execution context: the accessor of the current HTTP context lives there, and the inner request would
    /// take it away from the outer one.
    /// </summary>
    private static Task DetachAsync(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(work, CancellationToken.None);
        }
    }

    private HttpRequestFeature CreateRequest(HttpRequestMessage request, MemoryStream body)
    {
        var address = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var feature = new HttpRequestFeature
        {
            Method = request.Method.Method,
            Scheme = caller.Request.Scheme,
            Path = Uri.UnescapeDataString(address.AbsolutePath),
            QueryString = address.Query,
            RawTarget = address.PathAndQuery,
            Protocol = HttpProtocol.Http11,
            Body = body,
            Headers = CopyHeaders(request),
        };
        feature.Headers.ContentLength = body.Length;
        return feature;
    }

    private HeaderDictionary CopyHeaders(HttpRequestMessage request)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, values) in request.Headers)
        {
            headers[name] = values.ToArray();
        }

        foreach (var (name, values) in (IEnumerable<KeyValuePair<string, IEnumerable<string>>>?)request.Content?.Headers ?? [])
        {
            headers[name] = values.ToArray();
        }

        foreach (var name in ForwardedHeaders)
        {
            headers[name] = caller.Request.Headers[name];
        }

        headers[HeaderNames.Host] = caller.Request.Host.Value;
        headers[RequestIdHeader] = RequestId();
        if (Activity.Current is { Id: { } id })
        {
            headers[HeaderNames.TraceParent] = id;
        }

        return headers;
    }

    /// <summary>The id under which the page's own request is known, so that a page shows the id that its response carries.</summary>
    private string RequestId()
        => caller.Request.Headers[RequestIdHeader] is { Count: 1 } given
            ? given.ToString()
            : Activity.Current?.TraceId.ToHexString() ?? caller.TraceIdentifier;

    private HttpConnectionFeature CopyConnection() => new()
    {
        ConnectionId = caller.Connection.Id,
        RemoteIpAddress = caller.Connection.RemoteIpAddress,
        RemotePort = caller.Connection.RemotePort,
        LocalIpAddress = caller.Connection.LocalIpAddress,
        LocalPort = caller.Connection.LocalPort,
    };

    private static HttpResponseMessage CreateResponse(HttpRequestMessage request, InProcessExchange exchange)
    {
        var response = new HttpResponseMessage((HttpStatusCode)exchange.Response.StatusCode)
        {
            RequestMessage = request,
            ReasonPhrase = exchange.Response.ReasonPhrase,
            Content = new ByteArrayContent(exchange.Body),
        };
        foreach (var (name, values) in exchange.Response.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                response.Content.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return response;
    }
}
