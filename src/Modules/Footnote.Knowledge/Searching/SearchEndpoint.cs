using Footnote.Identity;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Searching;

/// <summary>POST /search.</summary>
internal static class SearchEndpoint
{
    private const int DefaultLimit = 10;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/search", HandleAsync)
            .WithName("Search")
            .WithSummary("Finds the passages that answer a question best.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Request request, Principal principal, ISearch search, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        var query = new SearchQuery(request.Query ?? string.Empty, request.Limit ?? DefaultLimit)
        {
            Filters = request.Filters,
            MinPosition = request.MinPosition,
            Explain = request.Explain ?? false,
        };
        var result = await search.SearchAsync(principal, query, cancellationToken);
        return result.ToHttp(found => Results.Ok(Response.From(found, timeProvider.GetElapsedTime(started).TotalMilliseconds)));
    }

    internal sealed record Request
    {
        public string? Query { get; init; }

        public int? Limit { get; init; }

        public SearchFilters? Filters { get; init; }

        public long? MinPosition { get; init; }

        public bool? Explain { get; init; }
    }

    internal sealed record Response(
        IReadOnlyList<Found> Results,
        string Strategy,
        string? FallbackUsed,
        long Position,
        string Language,
        Evidence Evidence,
        double ResponseTimeMs)
    {
        public static Response From(SearchResult result, double milliseconds) => new(
            [.. result.Passages.Select(Found.From)],
            result.Strategy,
            result.FallbackUsed,
            result.Position,
            result.Language,
            new Evidence(Math.Round(result.Evidence.Probability, 4), result.Evidence.IsSufficient),
            Math.Round(milliseconds, 2));
    }

    internal sealed record Evidence(double Probability, bool Sufficient);

    internal sealed record Found(
        Guid DocumentId,
        Guid ChunkId,
        string Title,
        string Excerpt,
        double RelevanceScore,
        PassageLocation Location,
        PassageExplanation? Explanation)
    {
        public static Found From(Passage passage) => new(
            passage.DocumentId,
            passage.ChunkId,
            passage.Title,
            passage.Text,
            Math.Round(passage.RelevanceScore, 4),
            passage.Location,
            passage.Explanation);
    }
}
