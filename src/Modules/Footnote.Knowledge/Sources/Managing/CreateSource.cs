using Footnote.Identity;
using Footnote.Knowledge.Sources.Running;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>POST /sources: its documents will belong to the administrator who makes it.</summary>
internal static class CreateSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sources", HandleAsync)
            .WithName("CreateSource")
            .WithSummary("Adds a folder, web site, bucket or Git repository that documents are kept in step with.")
            .Produces<SourceResponse>(StatusCodes.Status201Created);

    private static async Task<IResult> HandleAsync(
        SourceBody body, Principal principal, SourceEditing editing, SourceSignal signal, CancellationToken cancellationToken)
    {
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        var created = await editing.CreateAsync(principal, body, cancellationToken);
        if (!created.IsSuccess)
        {
            return created.Error.Problem();
        }

        signal.Wake();
        return Results.Created($"/sources/{created.Value.Id:D}", created.Value);
    }
}
