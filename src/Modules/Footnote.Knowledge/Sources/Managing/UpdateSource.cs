using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>PATCH /sources/{id}.</summary>
internal static class UpdateSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPatch("/sources/{id:guid}", HandleAsync)
            .WithName("UpdateSource")
            .WithSummary("Changes a source; members that are absent keep their value.")
            .Produces<SourceResponse>();

    private static async Task<IResult> HandleAsync(
        Guid id, SourceBody body, Principal principal, SourceEditing editing, CancellationToken cancellationToken)
    {
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        var updated = await editing.UpdateAsync(principal, id, body, cancellationToken);
        return updated.IsSuccess ? Results.Ok(updated.Value) : updated.Error.Problem();
    }
}
