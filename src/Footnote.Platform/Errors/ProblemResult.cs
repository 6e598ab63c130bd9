using System.Globalization;
using System.Text.Json;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Errors;

/// <summary>Writes an error; the media type is application/problem+json whatever the client accepts.</summary>
internal sealed class ProblemResult(Error error) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => error.Status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = error.Status;
        response.ContentType = ProblemBody.MediaType;
        response.Headers.CacheControl = "no-store";
        if (error.RetryAfter is { } wait)
        {
            var seconds = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var instance = httpContext.Request.PathBase.Add(httpContext.Request.Path).ToString();
        var body = ProblemBody.From(error, instance, httpContext.GetRequestId());
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, JsonDefaults.Options);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
