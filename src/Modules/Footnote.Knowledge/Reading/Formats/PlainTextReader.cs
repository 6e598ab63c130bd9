using System.Text;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Plain text: paragraphs are parted by blank lines; lines that begin like list items or headings are kept as such.</summary>
internal sealed partial class PlainTextReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var decoded = TextDecoder.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken));
        if (decoded.HasReplacements)
        {
            context.Warn("INVALID_CHARACTERS", "Some bytes are not valid in the file's encoding and were replaced.");
        }

        Write(decoded.Text, context.Builder, cancellationToken);
    }

    /// <summary>Writes text as blocks.</summary>
    public static void Write(string text, DocumentBuilder builder, CancellationToken cancellationToken)
    {
        var paragraph = new StringBuilder();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                Flush(paragraph, builder);
            }
            else if (Heading().Match(trimmed.ToString()) is { Success: true } heading)
            {
                Flush(paragraph, builder);
                builder.Heading(heading.Groups[2].Value, heading.Groups[1].Length);
            }
            else if (ListMarker().IsMatch(trimmed))
            {
                Flush(paragraph, builder);
                paragraph.Append(trimmed);
            }
            else
            {
                paragraph.Append(paragraph.Length > 0 ? " " : string.Empty).Append(trimmed);
            }
        }

        Flush(paragraph, builder);
    }

    private static void Flush(StringBuilder paragraph, DocumentBuilder builder)
    {
        var text = paragraph.ToString();
        paragraph.Clear();
        if (ListMarker().IsMatch(text))
        {
            builder.ListItem(text);
        }
        else
        {
            builder.Paragraph(text);
        }
    }

    [GeneratedRegex(@"^(#{1,6})\s+(.+?)\s*#*$", RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^([-*•‣◦▪]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S", RegexOptions.NonBacktracking)]
    private static partial Regex ListMarker();
}
