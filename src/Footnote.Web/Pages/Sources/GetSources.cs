using Footnote.Client;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Sources;

/// <summary>GET /app/sources: the sources with their last runs, for administrators; others get the refusal of the API.</summary>
internal static class GetSources
{
    public const string Path = "/app/sources";

    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        string? notice, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var account = await client.Accounts.GetCurrentAsync(cancellationToken);
        var sources = await client.Sources.ListAsync(new PageRequest(PageSize), cancellationToken);
        return PageResult.Of<SourcesPage>(new PageParameters
        {
            [nameof(SourcesPage.Account)] = account,
            [nameof(SourcesPage.Sources)] = sources.Data,
            [nameof(SourcesPage.Notice)] = notice,
        });
    }
}
