using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>GET /app/documents: upload and list.</summary>
internal static class GetDocuments
{
    public const string Path = "/app/documents";

    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        string? after,
        string? notice,
        ServerApi api,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var account = await client.Accounts.GetCurrentAsync(cancellationToken);
        var query = new DocumentListQuery { Page = new PageRequest(PageSize, string.IsNullOrEmpty(after) ? null : after) };
        var documents = await client.Documents.ListAsync(query, cancellationToken);
        var collections = await client.Collections.ListAsync(cancellationToken: cancellationToken);
        var queue = await client.Ingestion.GetAsync(cancellationToken);
        return PageResult.Of<DocumentsPage>(new PageParameters
        {
            [nameof(DocumentsPage.Account)] = account,
            [nameof(DocumentsPage.Documents)] = documents,
            [nameof(DocumentsPage.Queue)] = queue,
            [nameof(DocumentsPage.Samples)] = collections.Data.FirstOrDefault(collection => collection.IsSample),
            [nameof(DocumentsPage.Notice)] = notice,
        });
    }
}
