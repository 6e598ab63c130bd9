using Microsoft.AspNetCore.Http;

namespace Footnote.Knowledge.Documents;

/// <summary>An uploaded file, always as a download, so that no upload can act as a page of this server.</summary>
internal static class OriginalDownload
{
    /// <summary>Sends the file under its name, in ranges if asked to; disposes of the stream.</summary>
    public static IResult Send(HttpContext context, Stream content, string mediaType, string? fileName)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(content, mediaType, fileName ?? "document.txt", enableRangeProcessing: true);
    }
}
