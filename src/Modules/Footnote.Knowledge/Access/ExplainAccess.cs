using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Access;

/// <summary>
/// GET /documents/{id}/access?user_id=: why a person, by default the caller, can or cannot see a document. Only its owner and
/// administrators may ask about others, and only they hear of a document they cannot read.
/// </summary>
internal static class ExplainAccess
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/access", HandleAsync)
            .WithName("ExplainAccess")
            .WithSummary("Why somebody can or cannot see a document.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        [FromQuery(Name = "user_id")] Guid? userId,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        TenantMembers members,
        CancellationToken cancellationToken)
    {
        const string Sql = $"select {ManagedDocument.Columns} from documents where id = @id and tenant_id = @TenantId";
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var document = await connection.QuerySingleOrDefaultAsync<ManagedDocument>(new CommandDefinition(
            Sql, new { id, principal.TenantId }, cancellationToken: cancellationToken));
        var manages = document?.IsManagedBy(principal) == true;
        if (document is null || !(manages || (document.DeletedAt is null && document.IsReadableBy(principal))))
        {
            return Error.NotFound("document").Problem();
        }

        var person = userId ?? principal.UserId;
        if (person != principal.UserId && !manages)
        {
            return Error.Forbidden("Only the owner of a document or an administrator may ask about somebody else.").Problem();
        }

        var roles = person == principal.UserId
            ? [.. principal.Roles]
            : await RolesOfAsync(members, principal.TenantId, person, cancellationToken);
        var explanation = AccessExplanation.Of(document, person, roles, showAll: manages);
        return Results.Ok(new Response(id, person, explanation.Allowed, explanation.Rules));
    }

    private static async Task<IReadOnlyCollection<string>?> RolesOfAsync(
        TenantMembers members, Guid tenantId, Guid userId, CancellationToken cancellationToken)
    {
        var found = await members.FindAsync(tenantId, [userId], cancellationToken);
        return found.TryGetValue(userId, out var member) ? member.Roles : null;
    }

    internal sealed record Response(Guid DocumentId, Guid UserId, bool Allowed, IReadOnlyList<AccessRule> Rules);
}
