using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Text;
using Markdig;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Markdown with tables and front matter: rendered, then read like a page, so that the text is what a person sees.</summary>
internal sealed partial class MarkdownReader : IFormatReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UseGridTables()
        .UseTaskLists()
        .UseFootnotes()
        .UseDefinitionLists()
        .Build();

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var text = TextDecoder.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken)).Text;
        context.Title = FrontMatterTitle().Match(text) is { Success: true } match ? match.Groups[1].Value.Trim().Trim('"', '\'') : null;
        Write(text, context, cancellationToken);
    }

    public static void Write(string markdown, ReadingContext context, CancellationToken cancellationToken)
    {
        string html;
        try
        {
            html = Markdown.ToHtml(WithoutDataAddresses(markdown), Pipeline);
        }
        catch (ArgumentException)
        {
            // how the parser says that it is nested too deeply
            PlainTextReader.Write(markdown, context.Builder, cancellationToken);
            return;
        }

        HtmlReader.WriteFragment(html, context, cancellationToken);
    }

    /// <summary>Embedded pictures can be megabytes of one line; they hold no text and cost the parser dearly.</summary>
    private static string WithoutDataAddresses(string text) => DataAddress().Replace(text, "(data:)");

    [GeneratedRegex(@"\A---\s*\n(?:.*\n)*?title:[ \t]*(.+)\n(?:.*\n)*?---\s*\n", RegexOptions.NonBacktracking)]
    private static partial Regex FrontMatterTitle();

    [GeneratedRegex(@"\(data:[^)\s]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex DataAddress();
}
