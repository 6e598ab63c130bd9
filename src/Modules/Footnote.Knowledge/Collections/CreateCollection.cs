using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Footnote.Knowledge.Collections;

/// <summary>POST /collections {name, kind?}.</summary>
internal static class CreateCollection
{
    private const int MaximumName = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/collections", HandleAsync)
            .WithName("CreateCollection")
            .WithSummary("Makes a collection.")
            .Produces<CollectionResponse>(StatusCodes.Status201Created);

    private static async Task<IResult> HandleAsync(
        Request request,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var name = request.Name?.Trim() ?? string.Empty;
        var kind = request.Kind ?? CollectionKind.Standard;
        var faults = new FieldErrors();
        faults.AddIf(name.Length == 0, "name", "is required");
        faults.AddIf(name.Length > MaximumName, "name", $"must be at most {MaximumName} characters");
        faults.AddIf(name.Any(char.IsControl), "name", "must not hold control characters");
        faults.AddIf(kind is not (CollectionKind.Standard or CollectionKind.Sample), "kind", "must be standard or sample");
        if (faults.Any)
        {
            return faults.ToError().Problem();
        }

        var now = timeProvider.GetUtcNow();
        var collection = new CollectionResponse { Id = Guid.CreateVersion7(now), Name = name, Kind = kind, CreatedAt = now };
        const string Sql = """
            insert into collections (id, tenant_id, name, kind, owner_id, created_at) values (@Id, @TenantId, @Name, @Kind, @UserId,
                @CreatedAt)
            """;
        try
        {
            await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql,
                new { collection.Id, principal.TenantId, collection.Name, collection.Kind, principal.UserId, collection.CreatedAt },
                cancellationToken: cancellationToken));
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Error.Conflict("There is a collection of this name already.").Problem();
        }

        return Results.Created($"/collections/{collection.Id:D}", collection);
    }

    internal sealed record Request
    {
        public string? Name { get; init; }

        public string? Kind { get; init; }
    }
}
