using System.Globalization;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Resumable;

/// <summary>HEAD /uploads/{id}: how far a resumable upload is. One that is whole becomes its document here, if it has not yet.</summary>
internal static class GetUpload
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/uploads/{id:guid}", [HttpMethods.Head], HandleAsync)
            .WithName("GetUpload")
            .WithSummary("Tells the offset of a resumable upload, and its document when it is whole.")
            .Produces(StatusCodes.Status200OK);

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, UploadTable table, UploadCompletion completion)
    {
        if (TusHeaders.Begin(context) is { } refusal)
        {
            return refusal.Problem();
        }

        var found = await table.FindAsync(principal, id, context.RequestAborted);
        if (!found.IsSuccess)
        {
            return found.Error.Problem();
        }

        var upload = found.Value;
        if (upload is { IsWhole: true, DocumentId: null })
        {
            var completed = await completion.CompleteAsync(upload, context.RequestAborted);
            if (!completed.IsSuccess)
            {
                return completed.Error.Problem();
            }

            upload.DocumentId = completed.Value;
        }

        TusHeaders.Describe(context.Response, upload);
        context.Response.Headers[TusHeaders.Length] = upload.Length.ToString(CultureInfo.InvariantCulture);
        context.Response.Headers[TusHeaders.Metadata] = upload.Metadata;
        return Results.Ok();
    }
}
