using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Collections;

/// <summary>POST /collections {name, kind?, chunking?}.</summary>
internal static class CreateCollection
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/collections", HandleAsync)
            .WithName("CreateCollection")
            .WithSummary("Makes a collection.")
            .Produces<CollectionResponse>(StatusCodes.Status201Created);

    private static async Task<IResult> HandleAsync(
        Request request,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        IOptions<KnowledgeOptions> options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var faults = new FieldErrors();
        var name = CollectionName.Check(request.Name, faults);
        var kind = request.Kind ?? CollectionKind.Standard;
        var chunking = request.Chunking?.Read(options.Value, faults);
        faults.AddIf(kind is not (CollectionKind.Standard or CollectionKind.Sample), "kind", "must be standard or sample");
        if (faults.Any)
        {
            return faults.ToError().Problem();
        }

        var now = timeProvider.GetUtcNow();
        var collection = new CollectionRow
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Kind = kind,
            OwnerId = principal.UserId,
            CreatedAt = now,
            ChunkingStrategy = chunking is null ? null : ChunkingSettings.NameOf(chunking.Strategy),
            ChunkingTokens = chunking?.Tokens,
            ChunkingOverlap = chunking?.Overlap,
        };
        const string Sql = """
            insert into collections (id, tenant_id, name, kind, owner_id, created_at, chunking_strategy, chunking_tokens, chunking_overlap)
            values (@Id, @TenantId, @Name, @Kind, @OwnerId, @CreatedAt, @ChunkingStrategy, @ChunkingTokens, @ChunkingOverlap)
            """;
        try
        {
            await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(
                Sql,
                new
                {
                    collection.Id,
                    principal.TenantId,
                    collection.Name,
                    collection.Kind,
                    collection.OwnerId,
                    collection.CreatedAt,
                    collection.ChunkingStrategy,
                    collection.ChunkingTokens,
                    collection.ChunkingOverlap,
                },
                cancellationToken: cancellationToken));
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Error.Conflict("There is a collection of this name already.").Problem();
        }

        return Results.Created($"/collections/{collection.Id:D}", collection.ToResponse(options.Value));
    }

    internal sealed record Request
    {
        public string? Name { get; init; }

        public string? Kind { get; init; }

        public ChunkingRequest? Chunking { get; init; }
    }
}
