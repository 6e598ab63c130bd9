using System.Text.Json;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// PATCH /documents/{id}: metadata, by the owner or an administrator. Filters see it with the answered position; a new title is shown at
/// once, and the text is embedded under it in the background.
/// </summary>
internal static class UpdateDocument
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/documents/{id:guid}", HandleAsync)
            .WithName("UpdateDocument")
            .WithSummary("Changes title, category, tags, source, date, custom fields or collection of a document.")
            .Accepts<Request>("application/json", "application/merge-patch+json")
            .Produces<DocumentResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        MetadataWriter writer,
        CancellationToken cancellationToken)
    {
        var condition = EntityTag.Read(context);
        if (!condition.IsSuccess)
        {
            return condition.Error.Problem();
        }

        var patch = await ReadAsync(context, cancellationToken);
        if (!patch.IsSuccess)
        {
            return patch.Error.Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var document = await ManagedDocument.LockAsync(transaction, principal, id, condition.Value, cancellationToken);
        if (!document.IsSuccess)
        {
            return document.Error.Problem();
        }

        var written = await writer.ApplyAsync(transaction, document.Value, patch.Value, cancellationToken);
        if (!written.IsSuccess)
        {
            return written.Error.Problem();
        }

        var row = await DocumentQueries.ReadAsync(transaction, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        writer.Wake();
        EntityTag.Write(context, row.Revision);
        return Results.Ok(row.ToResponse());
    }

    private static async Task<Result<MetadataPatch>> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var isMergePatch = context.Request.ContentType?.StartsWith("application/merge-patch+json", StringComparison.OrdinalIgnoreCase);
        if (!context.Request.HasJsonContentType() && isMergePatch != true)
        {
            return KnowledgeErrors.NotJson();
        }

        var members = await JsonSerializer.DeserializeAsync<Dictionary<string, JsonElement>>(
            context.Request.Body, JsonDefaults.Options, cancellationToken);
        return members is null ? Error.Validation("body", "must be an object") : MetadataPatch.Read(members);
    }

    /// <summary>What the body may hold; absent members stay as they are, null clears.</summary>
    internal sealed record Request
    {
        public string? Title { get; init; }

        public string? Category { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        /// <summary>upload, web, api or manual.</summary>
        public string? Source { get; init; }

        public DateOnly? DocumentDate { get; init; }

        public Guid? CollectionId { get; init; }

        /// <summary>Merged into the present fields; null removes one.</summary>
        public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }
    }
}
