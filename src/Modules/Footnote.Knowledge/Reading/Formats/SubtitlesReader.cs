using System.Text;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>WebVTT and SubRip: what is said, without times and styling.</summary>
internal sealed partial class SubtitlesReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var text = TextDecoder.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken)).Text;
        var normal = text.ReplaceLineEndings("\n");
        var said = new StringBuilder();
        foreach (var block in normal.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lines = block.Split('\n');
            var times = Array.FindIndex(lines, line => line.Contains("-->", StringComparison.Ordinal));
            if (times < 0)
            {
                continue;
            }

            foreach (var line in lines[(times + 1)..])
            {
                var spoken = Tag().Replace(Voice().Replace(line, "$1: "), string.Empty).Trim();
                said.Append(said.Length > 0 ? " " : string.Empty).Append(System.Net.WebUtility.HtmlDecode(spoken));
            }

            if (said.Length > 0 && said[^1] is '.' or '!' or '?')
            {
                context.Builder.Paragraph(said.ToString());
                said.Clear();
            }
        }

        context.Builder.Paragraph(said.ToString());
    }

    [GeneratedRegex(@"<v(?:\.[^\s>]*)?\s+([^>]+)>", RegexOptions.NonBacktracking)]
    private static partial Regex Voice();

    [GeneratedRegex(@"<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
