using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Collections;

/// <summary>DELETE /collections/{id}: removes it with all of its documents at once.</summary>
internal static class DeleteCollection
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/collections/{id:guid}", HandleAsync)
            .WithName("DeleteCollection")
            .WithSummary("Removes a collection with its documents.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IOptions<KnowledgeOptions> options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var parameters = new { id, principal.TenantId };
        var collection = await connection.QuerySingleOrDefaultAsync<CollectionRow>(new CommandDefinition(
            "select kind, owner_id from collections where id = @id and tenant_id = @TenantId for update",
            parameters,
            transaction,
            cancellationToken: cancellationToken));
        if (collection is null)
        {
            return Error.NotFound("collection").Problem();
        }

        const string Documents = """
            select id,
                owner_id from documents where collection_id = @id and tenant_id = @TenantId and deleted_at is null order by id for update
            """;
        var documents = (await connection.QueryAsync<DocumentOwner>(
            new CommandDefinition(Documents, parameters, transaction, cancellationToken: cancellationToken))).AsList();
        if (!MayRemove(principal, collection, documents, options.Value))
        {
            return Error.Forbidden("Only an administrator may remove a collection that others own or have documents in.").Problem();
        }

        var position = await DocumentRemoval.RemoveAsync(
            transaction, principal.TenantId, documents.ConvertAll(document => document.Id), timeProvider.GetUtcNow(), cancellationToken);
        const string Remove = """
            update documents set collection_id = null where collection_id = @id and tenant_id = @TenantId;
            delete from collections where id = @id and tenant_id = @TenantId;
            """;
        await connection.ExecuteAsync(new CommandDefinition(Remove, parameters, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return Results.Ok(new Response(id, documents.Count, position));
    }

    private static bool MayRemove(Principal principal, CollectionRow collection, List<DocumentOwner> documents, KnowledgeOptions options)
    {
        var isOpenSample = collection.Kind == CollectionKind.Sample && options.MembersMayRemoveSample;
        var ownsAll = collection.OwnerId == principal.UserId && documents.TrueForAll(document => document.OwnerId == principal.UserId);
        return principal.IsAdministrator || isOpenSample || ownsAll;
    }

    internal sealed record Response(Guid Id, int Documents, long Position);

    private sealed class CollectionRow
    {
        public string Kind { get; init; } = string.Empty;

        public Guid OwnerId { get; init; }
    }

    private sealed class DocumentOwner
    {
        public Guid Id { get; init; }

        public Guid OwnerId { get; init; }
    }
}
