using System.Text.Json;
using Footnote.Identity;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Knowledge.Collections;

/// <summary>
/// PATCH /collections/{id} {name?, chunking?}, by its owner or an administrator. Documents that were cut in another way are cut again in
/// the background; their old chunks answer until then. <c>chunking: null</c> goes back to the server's settings.
/// </summary>
internal static class UpdateCollection
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/collections/{id:guid}", HandleAsync)
            .WithName("UpdateCollection")
            .WithSummary("Renames a collection or changes how its documents are cut.")
            .Accepts<Request>("application/json")
            .Produces<CollectionResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, CollectionEditing editing, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            return KnowledgeErrors.NotJson().Problem();
        }

        var members = await JsonSerializer.DeserializeAsync<Dictionary<string, JsonElement>>(
            context.Request.Body, JsonDefaults.Options, cancellationToken);
        var edit = editing.Read(members ?? []);
        if (!edit.IsSuccess)
        {
            return edit.Error.Problem();
        }

        try
        {
            var updated = await editing.ApplyAsync(principal, id, edit.Value, cancellationToken);
            return updated.ToHttp(Results.Ok);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Error.Conflict("There is a collection of this name already.").Problem();
        }
    }

    /// <summary>What the body may hold.</summary>
    internal sealed record Request
    {
        public string? Name { get; init; }

        public ChunkingRequest? Chunking { get; init; }
    }
}
