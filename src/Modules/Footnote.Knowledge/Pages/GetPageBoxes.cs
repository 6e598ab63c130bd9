using Dapper;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Reading.Layout;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Pages;

/// <summary>
/// GET /documents/{id}/pages/{page}/boxes: where a span of the text stands on the page, so that a citation can be highlighted there.
/// </summary>
internal static class GetPageBoxes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{id:guid}/pages/{page:int}/boxes", HandleAsync)
            .WithName("GetPageBoxes")
            .WithSummary("Where a span of a document's text stands on a page of its PDF file.")
            .Produces<Response>();

    private static async Task<IResult> HandleAsync(
        Guid id,
        int page,
        [AsParameters] TextSpan span,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        PageBoxes boxes,
        CancellationToken cancellationToken)
    {
        if (Faults(span) is { Any: true } faults)
        {
            return faults.ToError().Problem();
        }

        DocumentRow? row;
        PageText? text;
        await using (var connection = await database.OpenAsync(principal.TenantId, cancellationToken))
        {
            row = await DocumentQueries.FindAsync(connection, principal, id, cancellationToken);
            text = row is null ? null : await connection.QuerySingleOrDefaultAsync<PageText>(new CommandDefinition(
                "select text, page_starts from document_versions where id = @CurrentVersionId and tenant_id = @TenantId",
                new { row.CurrentVersionId, principal.TenantId },
                cancellationToken: cancellationToken));
        }

        if (row is null)
        {
            return Error.NotFound("document").Problem();
        }

        var layout = text is not null && page >= 1 && page <= text.PageStarts.Length
            ? await boxes.FindAsync(row.ObjectKey, row.FileName, page, cancellationToken)
            : null;
        return layout is null || text is null ? Error.NotFound("page").Problem() : Results.Ok(Answer(page, span, text, layout));
    }

    private static FieldErrors Faults(TextSpan span) => new FieldErrors()
        .AddIf(span.Start < 0, "start", "must not be negative")
        .AddIf(span.End <= (span.Start ?? 0), "end", "must be greater than start");

    private static Response Answer(int page, TextSpan span, PageText text, LayoutPage layout)
    {
        var from = text.PageStarts[page - 1];
        var to = page < text.PageStarts.Length ? text.PageStarts[page] : text.Text.Length;
        var start = Math.Clamp((span.Start ?? from) - from, 0, to - from);
        var end = Math.Clamp((span.End ?? to) - from, 0, to - from);
        return new Response(page, layout.Width, layout.Height, BoxFinder.Find(layout, text.Text[from..to], start, end));
    }

    /// <param name="Start">Offset in the text of the document; the start of the page when left out.</param>
    /// <param name="End">The offset after the last character; the end of the page when left out.</param>
    internal sealed record TextSpan([FromQuery(Name = "start")] int? Start, [FromQuery(Name = "end")] int? End);

    /// <param name="Page">Number from 1.</param>
    /// <param name="Width">Points.</param>
    /// <param name="Height">Points.</param>
    /// <param name="Boxes">One for each line; empty where the page is a picture.</param>
    internal sealed record Response(int Page, double Width, double Height, IReadOnlyList<PageBox> Boxes);

    private sealed class PageText
    {
        public string Text { get; init; } = string.Empty;

        public int[] PageStarts { get; init; } = [];
    }
}
