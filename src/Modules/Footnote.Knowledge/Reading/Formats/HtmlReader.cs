using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Web pages: the main content without navigation, scripts and styles. Nothing a page refers to is ever fetched.</summary>
internal sealed partial class HtmlReader : IFormatReader
{
    private const int DeclarationWithin = 1024 * 1024;
    private const int EnoughCharacters = 200;

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(context.Path, cancellationToken);
        WritePage(Decode(bytes, declared: null), context, cancellationToken);
    }

    /// <summary>Decodes a page, taking a declaration inside it as a hint.</summary>
    public static string Decode(byte[] bytes, string? declared)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, DeclarationWithin));
        var match = Charset().Match(head);
        return TextDecoder.Decode(bytes, declared ?? (match.Success ? match.Groups[1].Value : null)).Text;
    }

    /// <summary>Writes the main content of a page.</summary>
    public static void WritePage(string html, ReadingContext context, CancellationToken cancellationToken)
    {
        using var document = new HtmlParser().ParseDocument(html);
        cancellationToken.ThrowIfCancellationRequested();
        context.Title ??= document.Title;
        var root = MainContent(document);
        if (root is null)
        {
            return;
        }

        var before = context.Builder.Length;
        new HtmlBlockWriter(context.Builder, keepBoilerplate: false).Write(root, cancellationToken);
        if (context.Builder.Length == before && document.Body is { } body)
        {
            new HtmlBlockWriter(context.Builder, keepBoilerplate: true).Write(body, cancellationToken);
        }
    }

    /// <summary>Writes everything of a piece of markup.</summary>
    public static void WriteFragment(string html, ReadingContext context, CancellationToken cancellationToken)
    {
        using var document = new HtmlParser().ParseDocument(html);
        if (document.Body is { } body)
        {
            new HtmlBlockWriter(context.Builder, keepBoilerplate: true).Write(body, cancellationToken);
        }
    }

    private static IElement? MainContent(IHtmlDocument document)
    {
        var candidates = document.QuerySelectorAll("main, [role=main]");
        if (candidates.Length == 0)
        {
            candidates = document.QuerySelectorAll("article");
        }

        return candidates.Length == 1 && candidates[0].TextContent.Trim().Length >= EnoughCharacters ? candidates[0] : document.Body;
    }

    [GeneratedRegex(
        @"(?:<meta[^>]+charset\s*=\s*[""']?|<\?xml[^>]+encoding\s*=\s*[""'])\s*([A-Za-z0-9_:.-]+)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Charset();
}
