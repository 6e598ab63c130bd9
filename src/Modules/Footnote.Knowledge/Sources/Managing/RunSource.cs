using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Sources.Running;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>POST /sources/{id}/run {force?}: asks for a run now. With force it deletes however many documents are gone.</summary>
internal static class RunSource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/sources/{id:guid}/run", HandleAsync)
            .WithName("RunSource")
            .WithSummary("Runs a source now; with force it carries out deletions that looked suspicious.")
            .Produces<Accepted>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Guid id,
        Request? request,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        SourceSignal signal,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        const string Sql = """
            update sources set requested = @trigger, next_run_at = @now
            where id = @id and tenant_id = @TenantId and (lease_until is null or lease_until < @now)
            """;
        const string Exists = "select exists (select 1 from sources where id = @id and tenant_id = @TenantId)";
        if (SourceAccess.Refusal(principal) is { } refusal)
        {
            return refusal.Problem();
        }

        var trigger = request?.Force == true ? RunTrigger.Forced : RunTrigger.Manual;
        var parameters = new { id, principal.TenantId, trigger, now = timeProvider.GetUtcNow() };
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(Sql, parameters, cancellationToken: cancellationToken)) == 0)
        {
            return (await connection.QuerySingleAsync<bool>(new CommandDefinition(Exists, parameters, cancellationToken: cancellationToken))
                ? KnowledgeErrors.SourceRuns() : Error.NotFound("source")).Problem();
        }

        signal.Wake();
        var status = $"/sources/{id:D}/runs";
        return Results.Accepted(status, new Accepted(status));
    }

    internal sealed record Request
    {
        public bool Force { get; init; }
    }

    /// <summary>Where the run will show.</summary>
    internal sealed record Accepted(string StatusUrl);
}
