using Footnote.Identity;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Resumable;

/// <summary>PATCH /uploads/{id}: the next piece; the last one makes the document.</summary>
internal static class AppendUpload
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/uploads/{id:guid}", HandleAsync)
            .WithName("AppendUpload")
            .WithSummary("Takes the next piece of a resumable upload; with the last one it becomes a document.")
            .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, UploadTable table, AppendParts parts)
    {
        if (TusHeaders.Begin(context) is { } refusal)
        {
            return refusal.Problem();
        }

        if (context.Request.ContentType?.Split(';')[0].Trim() != TusHeaders.ContentType)
        {
            return KnowledgeErrors.WrongPieceType().Problem();
        }

        var offset = TusHeaders.Bytes(context.Request, TusHeaders.Offset);
        var given = TusChecksum.Parse(context.Request.Headers[TusHeaders.Checksum].ToString());
        if (!offset.IsSuccess || !given.IsSuccess)
        {
            return (offset.IsSuccess ? given.Error : offset.Error).Problem();
        }

        using var checksum = given.Value;

        var found = await table.FindAsync(principal, id, context.RequestAborted);
        if (!found.IsSuccess)
        {
            return found.Error.Problem();
        }

        var upload = found.Value;
        if (offset.Value != upload.Received)
        {
            return KnowledgeErrors.WrongOffset(upload.Received).Problem();
        }

        if (context.Request.ContentLength > upload.Length - upload.Received)
        {
            return KnowledgeErrors.BeyondLength(upload.Length).Problem();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        return await AppendAsync(context, upload, parts, checksum);
    }

    private static async Task<IResult> AppendAsync(HttpContext context, UploadRow upload, AppendParts parts, TusChecksum? checksum)
    {
        try
        {
            if (await parts.Writer.AppendAsync(upload, context.Request.Body, checksum, context.RequestAborted) is { } error)
            {
                return error.Problem();
            }

            if (upload.IsWhole)
            {
                // whoever sent the last piece may be gone: the document is made nevertheless
                var completed = await parts.Completion.CompleteAsync(upload, CancellationToken.None);
                if (!completed.IsSuccess)
                {
                    return completed.Error.Problem();
                }

                upload.DocumentId = completed.Value;
            }
        }
        catch (Exception exception) when (DiskFull.Is(exception))
        {
            return KnowledgeErrors.StorageFull().Problem();
        }

        TusHeaders.Describe(context.Response, upload);
        return Results.NoContent();
    }
}
