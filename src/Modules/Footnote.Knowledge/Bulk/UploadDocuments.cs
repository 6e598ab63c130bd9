using Footnote.Identity;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Footnote.Knowledge.Bulk;

/// <summary>
/// POST /documents/bulk: many files in one form, zip archives among them; or one zip archive as the body. Fields of the form hold for all
/// files and come before them.
/// </summary>
internal static class UploadDocuments
{
    private const long OverheadBytes = 16 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/documents/bulk", HandleAsync)
            .WithName("UploadDocuments")
            .WithSummary("Takes many files, or what zip archives hold; the answer says what became of each.")
            .Accepts<IFormFileCollection>("multipart/form-data", "application/zip")
            .Produces<BulkResponse>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        HttpContext context, Principal principal, BulkParts parts, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(context.Request);
        if (!key.IsSuccess)
        {
            return key.Error.Problem();
        }

        var limit = parts.Options.Value.MaxBulkBytes;
        if (context.Request.ContentLength > limit + OverheadBytes)
        {
            return KnowledgeErrors.BulkTooLarge(limit).Problem();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit + OverheadBytes;
        }

        var session = new BulkSession(parts, principal, key.Value.Length > 0 ? key.Value : null);
        _ = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type);
        if (type?.MediaType.Equals("application/zip", StringComparison.OrdinalIgnoreCase) == true)
        {
            await session.RunAsync(token => session.TakeAsync("upload.zip", context.Request.Body, token), cancellationToken);
        }
        else if (type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 200 } boundary)
        {
            await session.RunAsync(token => new BulkForm(session).ReadAsync(context, boundary, token), cancellationToken);
        }
        else
        {
            return KnowledgeErrors.WrongBulkType().Problem();
        }

        return session.Finish().ToHttp(response => Results.Accepted(response.StatusUrl, response));
    }
}
