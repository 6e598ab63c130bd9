using System.Text;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// The best way to cut one word into entries (Viterbi over log probabilities; Kudo 2018). Time is linear in the word. Reused; not
/// thread-safe.
/// </summary>
internal sealed class UnigramLattice
{
    private double[] _best = new double[64];
    private int[] _from = new int[64];
    private int[] _ids = new int[64];

    /// <summary>
    /// Cuts a word; <paramref name="take"/> receives id, start and end of each token in order, with neighbouring unknown ones as one.
    /// </summary>
    public void Cut(ReadOnlySpan<char> word, UnigramModel model, Action<int, int, int> take)
    {
        Prepare(word.Length);
        for (int start = 0; start < word.Length;)
        {
            int width = Rune.DecodeFromUtf16(word[start..], out _, out int length) == System.Buffers.OperationStatus.Done ? length : 1;
            if (!Extend(word, start, width, model))
            {
                Offer(start, start + width, model.UnknownId, model.UnknownScore);
            }

            start += width;
        }

        Emit(word.Length, model, take);
    }

    private void Prepare(int length)
    {
        if (_best.Length <= length)
        {
            int capacity = Math.Max(length + 1, _best.Length * 2);
            _best = new double[capacity];
            _from = new int[capacity];
            _ids = new int[capacity];
        }

        Array.Fill(_best, double.NegativeInfinity, 0, length + 1);
        _best[0] = 0;
    }

    /// <summary>Offers all entries that start here; says whether one is exactly one character long.</summary>
    private bool Extend(ReadOnlySpan<char> word, int start, int width, UnigramModel model)
    {
        bool hasSingle = false;
        int node = CharacterTrie.Root;
        for (int end = start + 1; end <= word.Length; end++)
        {
            node = model.Entries.Step(node, word[end - 1]);
            if (node == 0)
            {
                break;
            }

            int id = model.Entries.Value(node);
            if (id >= 0)
            {
                Offer(start, end, id, model.Scores[id]);
                hasSingle |= end == start + width;
            }
        }

        return hasSingle;
    }

    private void Offer(int start, int end, int id, double score)
    {
        if (_best[start] + score > _best[end])
        {
            _best[end] = _best[start] + score;
            _from[end] = start;
            _ids[end] = id;
        }
    }

    private void Emit(int length, UnigramModel model, Action<int, int, int> take)
    {
        // turn the chain of predecessors around, in place
        int next = -1;
        for (int at = length; at > 0;)
        {
            int previous = _from[at];
            _from[at] = next;
            next = at;
            at = previous;
        }

        int start = 0;
        for (int end = next; end > 0; end = _from[end])
        {
            bool joinsNext = _ids[end] == model.UnknownId && _from[end] > 0 && _ids[_from[end]] == model.UnknownId;
            if (!joinsNext)
            {
                take(_ids[end], start, end);
                start = end;
            }
        }
    }
}
