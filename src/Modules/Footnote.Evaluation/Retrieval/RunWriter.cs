using System.Globalization;
using Footnote.Retrieval.Metrics;

namespace Footnote.Evaluation.Retrieval;

/// <summary>
/// Writes a run in TREC's format: query, Q0, document, rank, score, tag, with blanks between. White space within a name, which the format
/// cannot hold, is written as %20.
/// </summary>
internal static class RunWriter
{
    private const string Tag = "footnote";

    public static async Task WriteAsync(
        string path, IEnumerable<(string QueryId, IReadOnlyList<RunEntry> Entries)> run, CancellationToken cancellationToken)
    {
        var file = new StreamWriter(path);
        await using (file)
        {
            foreach (var (queryId, entries) in run)
            {
                for (var i = 0; i < entries.Count; i++)
                {
                    var score = entries[i].Score.ToString("R", CultureInfo.InvariantCulture);
                    var line = FormattableString.Invariant($"{Escape(queryId)} Q0 {Escape(entries[i].DocumentId)} {i + 1} {score} {Tag}");
                    await file.WriteLineAsync(line.AsMemory(), cancellationToken);
                }
            }
        }
    }

    private static string Escape(string name) => name.Any(char.IsWhiteSpace)
        ? string.Concat(name.Select(c => char.IsWhiteSpace(c) ? "%20" : c.ToString()))
        : name;
}
