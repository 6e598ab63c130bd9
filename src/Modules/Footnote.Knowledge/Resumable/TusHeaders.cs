using System.Globalization;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Footnote.Knowledge.Resumable;

/// <summary>The headers of the tus protocol, version 1.0.0, and what holds for every request of it.</summary>
internal static class TusHeaders
{
    public const string Resumable = "Tus-Resumable";
    public const string Version = "1.0.0";
    public const string Length = "Upload-Length";
    public const string Offset = "Upload-Offset";
    public const string Metadata = "Upload-Metadata";
    public const string Checksum = "Upload-Checksum";
    public const string Expires = "Upload-Expires";

    /// <summary>Not of the protocol: the document that a whole upload has become.</summary>
    public const string Document = "Footnote-Document";

    public const string ContentType = "application/offset+octet-stream";

    /// <summary>Names the version in the response, and refuses requests of another one.</summary>
    public static Error? Begin(HttpContext context)
    {
        context.Response.Headers[Resumable] = Version;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers[Resumable] == Version)
        {
            return null;
        }

        context.Response.Headers["Tus-Version"] = Version;
        return KnowledgeErrors.TusVersion();
    }

    /// <summary>A number of bytes in a header; a fault when it is missing or no such number.</summary>
    public static Result<long> Bytes(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? bytes
            : Error.Validation(header, "must be a number of bytes");

    public static void Describe(HttpResponse response, UploadRow upload)
    {
        response.Headers[Offset] = upload.Received.ToString(CultureInfo.InvariantCulture);
        if (upload.DocumentId is { } document)
        {
            response.Headers[Document] = document.ToString("D");
        }
        else
        {
            response.Headers[Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        }
    }
}
