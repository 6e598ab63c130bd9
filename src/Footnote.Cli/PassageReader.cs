using Footnote.Encoder;
using Footnote.Retrieval.Reranking;

namespace Footnote.Cli;

/// <summary>
/// A cross-encoder for evaluations: it remembers what it has read, so that the same pairs under other settings cost nothing. Owns the
/// encoder; not thread-safe.
/// </summary>
internal sealed class PassageReader(CrossEncoder encoder) : ICrossEncoder, IDisposable
{
    private readonly Dictionary<(string Query, string Passage), float> _known = [];

    public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
    {
        string[] missing = [.. passages.Where(passage => !_known.ContainsKey((query, passage))).Distinct(StringComparer.Ordinal)];
        var scores = encoder.Score(query, missing, cancellationToken);
        foreach (var (passage, score) in missing.Zip(scores))
        {
            _known[(query, passage)] = score;
        }

        return new([.. passages.Select(passage => _known[(query, passage)])]);
    }

    public void Dispose() => encoder.Dispose();
}
