using Footnote.Client;
using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Api;

/// <summary>
/// Gives pages a client of this server's own API. Requests do not leave the process but pass the same middleware as any other: the
/// caller's cookie, address, host and scheme go with them, so that sessions, limits and logs see the person and not the server.
/// </summary>
internal sealed class ServerApi(Pipeline pipeline, IHttpContextFactory contexts)
{
    private static readonly Uri Address = new("http://in-process/");

    /// <param name="caller">The page's request.</param>
    /// <param name="csrfToken">The anti-forgery token the form carried; null for reads.</param>
    public FootnoteClient ConnectAs(HttpContext caller, string? csrfToken = null)
    {
        var handler = new InProcessHandler(pipeline, contexts, caller);
        var http = new HttpClient(handler, disposeHandler: true) { BaseAddress = Address };
        if (csrfToken is not null)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("X-CSRF-Token", csrfToken);
        }

        caller.Response.RegisterForDispose(http);
        return new FootnoteClient(http);
    }
}
