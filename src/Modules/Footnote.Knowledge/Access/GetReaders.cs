using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Access;

/// <summary>GET /documents/{id}/readers: for its owner and administrators; others hear what they may do from GET .../access.</summary>
internal static class GetReaders
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/readers", HandleAsync)
            .WithName("GetReaders")
            .WithSummary("Who may read a document.")
            .Produces<SetReaders.Response>();

    private static async Task<IResult> HandleAsync(
        Guid id, HttpContext context, Principal principal, ModuleDatabase<KnowledgeSchema> database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await ManagedDocument.LockAsync(transaction, principal, id, EditCondition.None, cancellationToken);
        return found.ToHttp(document =>
        {
            EntityTag.Write(context, document.Revision);
            var readers = DocumentReaders.FromKeys(document.Readers, document.Owner);
            return Results.Ok(new SetReaders.Response(id, readers.Everyone, readers.Users, readers.Roles, document.Position));
        });
    }
}
