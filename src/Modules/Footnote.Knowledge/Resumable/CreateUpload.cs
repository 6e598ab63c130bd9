using System.Globalization;
using Footnote.Identity;
using Footnote.Knowledge.Access;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Resumable;

/// <summary>POST /uploads: begins a resumable upload (tus, extension creation).</summary>
internal static class CreateUpload
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/uploads", HandleAsync)
            .WithName("CreateUpload")
            .WithSummary("Begins a resumable upload by the tus protocol; the answer's Location takes the pieces.")
            .Produces(StatusCodes.Status201Created);

    private static async Task<IResult> HandleAsync(
        HttpContext context, Principal principal, UploadTable table, ReaderCheck check, IOptions<KnowledgeOptions> options)
    {
        if (TusHeaders.Begin(context) is { } refusal)
        {
            return refusal.Problem();
        }

        var cancellationToken = context.RequestAborted;
        var length = TusHeaders.Bytes(context.Request, TusHeaders.Length);
        var header = context.Request.Headers[TusHeaders.Metadata].ToString();
        var metadata = TusMetadata.Parse(header, options.Value);
        if (!length.IsSuccess || !metadata.IsSuccess)
        {
            return (length.IsSuccess ? metadata.Error : length.Error).Problem();
        }

        if (length.Value == 0)
        {
            return KnowledgeErrors.Empty().Problem();
        }

        if (length.Value > options.Value.MaxUploadBytes)
        {
            return KnowledgeErrors.TooLarge(options.Value.MaxUploadBytes).Problem();
        }

        if (metadata.Value.Fields.Readers is { } readers
            && await check.FaultAsync(principal.TenantId, readers, "readers.", cancellationToken) is { } fault)
        {
            return fault.Problem();
        }

        var created = await table.InsertAsync(principal, length.Value, header, cancellationToken);
        if (!created.IsSuccess)
        {
            return created.Error.Problem();
        }

        context.Response.Headers[TusHeaders.Expires] = created.Value.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
        return Results.Created($"/uploads/{created.Value.Id:D}", value: null);
    }
}
