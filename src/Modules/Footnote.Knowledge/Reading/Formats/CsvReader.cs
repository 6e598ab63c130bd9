using System.Text;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Separated values (RFC 4180, with the separator found by looking): every row carries the names of its columns.</summary>
internal sealed class CsvReader : IFormatReader
{
    private const int LinesToJudge = 20;
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var text = TextDecoder.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken)).Text;
        var separator = FindSeparator(text);
        IReadOnlyList<string>? header = null;
        foreach (var row in Rows(text, separator))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            context.Builder.TableRow(TableRowText.Format(row, header));
            header ??= row.Count > 1 ? row : [];
        }
    }

    /// <summary>The separator that cuts the first lines into the same number of cells, more than one.</summary>
    private static char FindSeparator(string text)
    {
        var best = ',';
        var bestScore = 0.0;
        foreach (var separator in Separators)
        {
            var counts = Rows(text, separator).Take(LinesToJudge).Select(row => row.Count).ToList();
            if (counts.Count == 0 || counts.Max() < 2)
            {
                continue;
            }

            var common = counts.GroupBy(count => count).MaxBy(group => group.Count());
            var score = common is null || common.Key < 2 ? 0.01 : (double)common.Count() / counts.Count + (common.Key * 0.001);
            (best, bestScore) = score > bestScore ? (separator, score) : (best, bestScore);
        }

        return best;
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string text, char separator)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && (isQuoted || cell.Length == 0))
            {
                if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (!isQuoted && (c == separator || c is '\n' or '\r'))
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c != separator)
                {
                    i += c == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
                    yield return row;
                    row = [];
                }
            }
            else
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            row.Add(cell.ToString());
            yield return row;
        }
    }
}
