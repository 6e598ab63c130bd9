using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Documents;

/// <summary>
/// GET /app/documents/{id}: the text, with the passage [start, end) marked and the quote [quote_start, quote_end) marked within it.
/// <c>from</c> moves the visible part of a long text.
/// </summary>
internal static class GetDocument
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/app/documents/{id:guid}", HandleAsync);

    private static async Task<IResult> HandleAsync(
        Guid id,
        [AsParameters] DocumentMarks marks,
        ServerApi api,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var account = await client.Accounts.GetCurrentAsync(cancellationToken);
        var text = await client.Documents.GetTextAsync(id, cancellationToken);
        return PageResult.Of<DocumentPage>(new PageParameters
        {
            [nameof(DocumentPage.Account)] = account,
            [nameof(DocumentPage.Text)] = text,
            [nameof(DocumentPage.View)] = DocumentView.Create(text, marks),
        });
    }
}
