using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>GET /app/documents/deleted: what can be restored.</summary>
internal static class GetDeletedDocuments
{
    public const string Path = "/app/documents/deleted";

    private const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, HandleAsync);

    private static async Task<IResult> HandleAsync(
        string? after, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var query = new DocumentListQuery
        {
            Deleted = true,
            Page = new PageRequest(PageSize, string.IsNullOrEmpty(after) ? null : after),
        };
        return PageResult.Of<DeletedDocumentsPage>(new PageParameters
        {
            [nameof(DeletedDocumentsPage.Account)] = await client.Accounts.GetCurrentAsync(cancellationToken),
            [nameof(DeletedDocumentsPage.Documents)] = await client.Documents.ListAsync(query, cancellationToken),
        });
    }
}
