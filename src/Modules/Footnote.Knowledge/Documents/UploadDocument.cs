using System.Text.Json;
using Footnote.Identity;
using Footnote.Knowledge.Access;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>POST /documents: a file as multipart/form-data, or a title and a text as JSON.</summary>
internal static class UploadDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/documents", HandleAsync)
            .WithName("UploadDocument")
            .WithSummary("Takes a file or a text; it is read in the background.")
            .Accepts<IFormFile>("multipart/form-data", "application/json")
            .Produces<AcceptedDocument>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Principal principal,
        UploadReceiver receiver,
        ReaderCheck check,
        DocumentCreator creator,
        CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Read(context.Request);
        if (!key.IsSuccess)
        {
            return key.Error.Problem();
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
            if (file.Fields.Readers is { } readers
                && await check.FaultAsync(principal.TenantId, readers, "readers.", cancellationToken) is { } fault)
            {
                return fault.Problem();
            }

            var created = await creator.CreateAsync(
                DocumentOwner.Of(principal), file, key.Value.Length > 0 ? key.Value : null, cancellationToken);
            return created.ToHttp(document => Results.Accepted(document.StatusUrl, document));
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
            return await ReceiveJsonAsync(context, receiver, cancellationToken);
        }

        return context.Request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            ? await receiver.ReceiveFormAsync(context, cancellationToken)
            : KnowledgeErrors.WrongContentType();
    }

    private static async Task<Result<ReceivedFile>> ReceiveJsonAsync(
        HttpContext context, UploadReceiver receiver, CancellationToken cancellationToken)
    {
        var request = await context.Request.ReadFromJsonAsync<Request>(JsonDefaults.Options, cancellationToken);
        var faults = new FieldErrors();
        faults.AddIf(string.IsNullOrWhiteSpace(request?.Title), "title", "is required");
        faults.AddIf(string.IsNullOrWhiteSpace(request?.Text), "text", "is required");
        var plain = new UploadFields
        {
            Title = request?.Title,
            CollectionId = request?.CollectionId,
            Category = request?.Category,
            Tags = request?.Tags ?? [],
            Restricted = request?.Restricted ?? false,
            DocumentDate = request?.DocumentDate,
        };
        var extras = new UploadExtras(request?.Source ?? DocumentSource.Api, request?.Custom, request?.Readers);
        var fields = FieldReader.Check(faults, receiver.Limits, plain, extras);
        return fields.IsSuccess && request?.Text is { } text
            ? await receiver.ReceiveTextAsync(text, fields.Value, cancellationToken)
            : fields.Error;
    }

    internal sealed record Request
    {
        public string? Title { get; init; }

        public string? Text { get; init; }

        public Guid? CollectionId { get; init; }

        public string? Category { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        /// <summary>Readable by the caller alone; not beside readers.</summary>
        public bool? Restricted { get; init; }

        /// <summary>upload, web, api or manual.</summary>
        public string? Source { get; init; }

        public DateOnly? DocumentDate { get; init; }

        public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

        public ReadersRequest? Readers { get; init; }
    }
}
