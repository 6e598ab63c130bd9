using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Access;

/// <summary>
/// PUT /documents/{id}/readers: who may read it from now on, by its owner or an administrator. The very next query obeys: permission is
/// asked of the tables when texts are read, whatever an index still holds.
/// </summary>
internal static class SetReaders
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/documents/{id:guid}/readers", HandleAsync)
            .WithName("SetReaders")
            .WithSummary("Says who may read a document.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        ReadersRequest request,
        HttpContext context,
        Principal principal,
        ReaderEditing editing,
        CancellationToken cancellationToken)
    {
        var condition = EntityTag.Read(context);
        if (!condition.IsSuccess)
        {
            return condition.Error.Problem();
        }

        var readers = await editing.CheckAsync(principal, request, cancellationToken);
        if (!readers.IsSuccess)
        {
            return readers.Error.Problem();
        }

        var changed = await editing.ApplyAsync(principal, id, readers.Value, condition.Value, cancellationToken);
        return changed.ToHttp(document =>
        {
            EntityTag.Write(context, document.Revision);
            return Results.Ok(new Response(id, readers.Value.Everyone, readers.Value.Users, readers.Value.Roles, document.Position));
        });
    }

    /// <summary>The readers beside the owner.</summary>
    internal sealed record Response(Guid Id, bool Everyone, IReadOnlyList<Guid> Users, IReadOnlyList<string> Roles, long Position);
}
