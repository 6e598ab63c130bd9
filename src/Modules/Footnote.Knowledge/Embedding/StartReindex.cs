using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Embedding;

/// <summary>POST /reindex {model}: builds the embeddings of another model beside the present ones and switches when they are
/// complete.</summary>
internal static class StartReindex
{
    private const int MaximumName = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/reindex", HandleAsync)
            .WithName("StartReindex")
            .WithSummary("Changes the embedding model; for administrators.")
            .Produces<Accepted>(StatusCodes.Status202Accepted);

    private static async Task<IResult> HandleAsync(
        Request request, Principal principal, Reindexes reindexes, EmbeddingSignal signal, CancellationToken cancellationToken)
    {
        if (!principal.IsAdministrator)
        {
            return KnowledgeErrors.OnlyAdministrators("change the embedding model").Problem();
        }

        var name = request.Model?.Trim() ?? string.Empty;
        if (name.Length is 0 or > MaximumName)
        {
            return Error.Validation("model", name.Length == 0 ? "is required" : $"must be at most {MaximumName} characters").Problem();
        }

        var begun = await reindexes.BeginAsync(name, cancellationToken);
        if (!begun.IsSuccess)
        {
            return begun.Error.Problem();
        }

        signal.Wake();
        return Results.Accepted("/reindex", new Accepted(begun.Value.ModelName, begun.Value.ModelId, "/reindex"));
    }

    internal sealed record Request
    {
        public string? Model { get; init; }
    }

    internal sealed record Accepted(string Target, string TargetModelId, string StatusUrl);
}
