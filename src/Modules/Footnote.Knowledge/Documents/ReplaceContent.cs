using Footnote.Identity;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// PUT /documents/{id}/content: a new version, as a file or as {text}. The version before answers until the new one is published; content
/// that is already there makes none.
/// </summary>
internal static class ReplaceContent
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/documents/{id:guid}/content", HandleAsync)
            .WithName("ReplaceContent")
            .WithSummary("Gives a document new content; the old answers until the new has been read.")
            .Accepts<IFormFile>("multipart/form-data", "application/json")
            .Produces<ReplacedDocument>()
            .Produces<ReplacedDocument>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        Principal principal,
        UploadReceiver receiver,
        DocumentReplacer replacer,
        CancellationToken cancellationToken)
    {
        var condition = EntityTag.Read(context);
        if (!condition.IsSuccess)
        {
            return condition.Error.Problem();
        }

        if (receiver.Admit(context) is { } refusal)
        {
            return refusal.Problem();
        }

        try
        {
            var received = await ReceiveAsync(context, receiver, cancellationToken);
            if (!received.IsSuccess)
            {
                return received.Error.Problem();
            }

            await using var file = received.Value;
            var replaced = await replacer.ReplaceAsync(principal, id, file, condition.Value, cancellationToken);
            return replaced.ToHttp(document => document.Unchanged
                ? Results.Ok(document)
                : Results.Accepted(document.StatusUrl, document));
        }
        catch (Exception exception) when (DiskFull.Is(exception))
        {
            return KnowledgeErrors.StorageFull().Problem();
        }
    }

    private static async Task<Result<ReceivedFile>> ReceiveAsync(HttpContext context, UploadReceiver receiver,
        CancellationToken cancellationToken)
    {
        if (context.Request.HasJsonContentType())
        {
            var request = await context.Request.ReadFromJsonAsync<Request>(JsonDefaults.Options, cancellationToken);
            return string.IsNullOrWhiteSpace(request?.Text)
                ? Error.Validation("text", "is required")
                : await receiver.ReceiveTextAsync(request.Text, new UploadFields(), cancellationToken);
        }

        if (context.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) != true)
        {
            return KnowledgeErrors.WrongContentType();
        }

        var received = await receiver.ReceiveFormAsync(context, cancellationToken);
        if (received.IsSuccess && !received.Value.Fields.AreAbsent)
        {
            await received.Value.DisposeAsync();
            return Error.Validation("file", "must be the only field; change the metadata with PATCH /documents/{id}");
        }

        return received;
    }

    internal sealed record Request
    {
        public string? Text { get; init; }
    }
}
