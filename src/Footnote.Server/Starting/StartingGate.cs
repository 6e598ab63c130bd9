using System.Text;
using Footnote.Platform.Errors;
using Footnote.Platform.Hosting;

namespace Footnote.Server.Starting;

/// <summary>
/// While the server starts, everything but the health checks answers 503; a browser gets a page that tries again by itself.
/// </summary>
internal sealed class StartingGate(RequestDelegate next, Readiness readiness)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private static readonly byte[] Page = Encoding.UTF8.GetBytes(
        """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta http-equiv="refresh" content="2">
          <title>Footnote is starting</title>
        </head>
        <body>
          <main>
            <h1>Footnote is starting</h1>
            <p role="status">This page loads by itself in a moment.</p>
          </main>
        </body>
        </html>
        """);

    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
        {
            return next(context);
        }

        var isPage = HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return isPage ? WritePageAsync(context) : Starting().Problem().ExecuteAsync(context);
    }

    private Error Starting() =>
        new(
            ErrorCodes.Starting,
            $"The server is starting ({readiness.CurrentStep}). Try again in a moment.",
            StatusCodes.Status503ServiceUnavailable)
        {
            RetryAfter = Retry,
        };

    private static async Task WritePageAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "2";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.Body.WriteAsync(Page, context.RequestAborted);
    }
}
