using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Footnote.Knowledge.Reading.Text;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Turns a tree of elements into blocks.</summary>
internal sealed class HtmlBlockWriter(DocumentBuilder builder, bool keepBoilerplate)
{
    private const int MaximumDepth = 200;
    private const int MaximumFrames = 3;

    private static readonly FrozenSet<string> Invisible = FrozenSet.Create(
        StringComparer.Ordinal, "script", "style", "noscript", "template", "svg", "head", "object", "embed", "canvas", "audio", "video",
            "math");

    private static readonly FrozenSet<string> Boilerplate = FrozenSet.Create(
        StringComparer.Ordinal, "nav", "footer", "aside", "button", "select", "input", "textarea", "dialog", "menu");

    private static readonly FrozenSet<string> BoilerplateRoles = FrozenSet.Create(
        StringComparer.Ordinal, "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog");

    private static readonly FrozenSet<string> BlockElements = FrozenSet.Create(
        StringComparer.Ordinal,
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
            "figure",
        "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot",
            "th",
        "thead", "tr", "ul");

    private readonly StringBuilder _line = new();
    private BlockKind _kind = BlockKind.Paragraph;
    private int _frames;

    public void Write(IElement root, CancellationToken cancellationToken)
    {
        VisitChildren(root, 0, cancellationToken);
        Flush();
    }

    private void VisitChildren(INode node, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                _line.Append(text.Data);
            }
            else if (child is IElement element && IsShown(element))
            {
                Visit(element, depth + 1, cancellationToken);
            }
        }
    }

    private void Visit(IElement element, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaximumDepth)
        {
            _line.Append(' ').Append(element.TextContent);
            return;
        }

        switch (element.LocalName)
        {
            case "br":
                _line.Append(_kind == BlockKind.Paragraph ? '\n' : ' ');
                break;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                Flush();
                builder.Heading(InlineText(element), element.LocalName[1] - '0');
                break;
            case "pre":
                Flush();
                builder.Code(element.TextContent);
                break;
            case "table":
                Flush();
                WriteTable(element, depth, cancellationToken);
                break;
            case "li" or "dd":
                VisitAs(BlockKind.ListItem, element, depth, cancellationToken);
                break;
            case "iframe":
                WriteFrame(element, cancellationToken);
                break;
            case var name when BlockElements.Contains(name):
                Flush();
                VisitChildren(element, depth, cancellationToken);
                Flush();
                break;
            default:
                VisitChildren(element, depth, cancellationToken);
                break;
        }
    }

    private void VisitAs(BlockKind kind, IElement element, int depth, CancellationToken cancellationToken)
    {
        Flush();
        var outer = _kind;
        _kind = kind;
        VisitChildren(element, depth, cancellationToken);
        Flush();
        _kind = outer;
    }

    private void WriteTable(IElement table, int depth, CancellationToken cancellationToken)
    {
        var rows = table.QuerySelectorAll("tr").Where(row => row.Closest("table") == table).ToList();
        var isLayout = table.QuerySelector("table") is not null || rows.All(row => row.Children.Length <= 1);
        if (isLayout)
        {
            VisitChildren(table, depth, cancellationToken);
            Flush();
            return;
        }

        if (table.QuerySelector("caption") is { } caption)
        {
            builder.Paragraph(InlineText(caption));
        }

        var cells = rows.ConvertAll(Cells);
        var hasHeader = rows[0].Children.All(cell => cell.LocalName == "th");
        builder.Table(cells, hasHeader);
    }

    private static IReadOnlyList<string> Cells(IElement row)
    {
        var cells = new List<string>();
        foreach (var cell in row.Children.OfType<IHtmlTableCellElement>())
        {
            cells.Add(InlineText(cell));
            for (var i = 1; i < Math.Min(cell.ColumnSpan, 50); i++)
            {
                cells.Add(string.Empty);
            }
        }

        return cells;
    }

    private void WriteFrame(IElement frame, CancellationToken cancellationToken)
    {
        var source = frame.GetAttribute("srcdoc");
        if (source is null || ++_frames > MaximumFrames)
        {
            return;
        }

        Flush();
        using var document = new HtmlParser().ParseDocument(source);
        if (document.Body is { } body)
        {
            VisitChildren(body, MaximumDepth / 2, cancellationToken);
            Flush();
        }
    }

    private bool IsShown(IElement element)
    {
        var name = element.LocalName;
        if (Invisible.Contains(name) || element.HasAttribute("hidden"))
        {
            return false;
        }

        return keepBoilerplate || !(Boilerplate.Contains(name) || BoilerplateRoles.Contains(element.GetAttribute("role") ?? string.Empty));
    }

    /// <summary>The text of an element as one line, with a blank where a block begins or ends.</summary>
    private static string InlineText(IElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Descendants<INode>())
        {
            if (node is IText { ParentElement: { } parent } part && !Invisible.Contains(parent.LocalName))
            {
                text.Append(part.Data);
            }
            else if (node is IElement { LocalName: var name } && (name == "br" || BlockElements.Contains(name)))
            {
                text.Append(' ');
            }
        }

        return TextCleaner.Collapse(text.ToString());
    }

    private void Flush()
    {
        if (_line.Length == 0)
        {
            return;
        }

        var text = _line.ToString();
        _line.Clear();
        if (_kind == BlockKind.ListItem)
        {
            builder.ListItem(text);
        }
        else
        {
            builder.Paragraph(text);
        }
    }
}
