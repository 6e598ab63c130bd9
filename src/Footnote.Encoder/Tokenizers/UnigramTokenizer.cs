using System.Collections.Concurrent;
using System.Text;
using Footnote.Encoder.Tokenizers.Normalization;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// SentencePiece's Unigram tokenizer (Kudo 2018) as <c>tokenizer.json</c> describes it: normalisation, marked words, the most probable
/// cut of each.
/// </summary>
internal sealed class UnigramTokenizer(
    SpecialTokens special, IEnumerable<AddedToken> recognised, UnigramModel model, IReadOnlyList<NormalizerStep> steps, Metaspace metaspace)
    : Tokenizer(special, recognised)
{
    private readonly ConcurrentBag<Scratch> _scratch = [];

    public override int IdLimit => model.Scores.Length;

    protected override void TokenizeSegment(ReadOnlySpan<char> text, int offset, TokenBuffer output, int limit)
    {
        if (!_scratch.TryTake(out Scratch? scratch))
        {
            scratch = new Scratch();
        }

        scratch.Source.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            scratch.Source.Add(text[i], offset + i, offset + i + 1);
        }

        foreach (NormalizerStep step in steps)
        {
            scratch.Target.Clear();
            step.Apply(scratch.Source, scratch.Target);
            (scratch.Source, scratch.Target) = (scratch.Target, scratch.Source);
        }

        CutWords(scratch, output, limit);
        _scratch.Add(scratch);
    }

    private void CutWords(Scratch scratch, TokenBuffer output, int limit)
    {
        NormalizedText text = scratch.Source;
        bool isFirst = true;
        for (int at = 0; at < text.Count && output.Count < limit;)
        {
            int start = at;
            if (metaspace.SplitsWhiteSpace)
            {
                while (start < text.Count && char.IsWhiteSpace(text.Characters[start]))
                {
                    start++;
                }
            }

            int end = WordEnd(text, start);
            if (end > start)
            {
                MarkWord(scratch, start, end, isFirst);
                CutWord(scratch, output);
                isFirst = false;
            }

            at = end;
        }
    }

    /// <summary>
    /// End of the word that starts here: at white space, which is dropped, or before the next space, which becomes the mark of the next
    /// word.
    /// </summary>
    private int WordEnd(NormalizedText text, int start)
    {
        int end = start;
        while (end < text.Count)
        {
            char character = text.Characters[end];
            bool ends = metaspace.SplitsWhiteSpace
                ? char.IsWhiteSpace(character)
                : end > start && (character == ' ' || character == metaspace.Mark);
            if (ends)
            {
                break;
            }

            end++;
        }

        return end;
    }

    private void MarkWord(Scratch scratch, int start, int end, bool isFirst)
    {
        NormalizedText text = scratch.Source;
        NormalizedText word = scratch.Word;
        word.Clear();
        char first = text.Characters[start];
        bool isMarked = first == ' ' || first == metaspace.Mark;
        bool prepends = metaspace.Prepends == MetaspacePrepend.Always && (isFirst || metaspace.SplitsWhiteSpace);
        if (!isMarked && (prepends || (metaspace.Prepends == MetaspacePrepend.First && isFirst)))
        {
            word.Add(metaspace.Mark, text.Starts[start], text.Starts[start]);
        }

        for (int i = start; i < end; i++)
        {
            char character = text.Characters[i];
            word.Add(character == ' ' ? metaspace.Mark : character, text.Starts[i], text.Ends[i]);
        }
    }

    private void CutWord(Scratch scratch, TokenBuffer output)
    {
        NormalizedText word = scratch.Word;
        scratch.Lattice.Cut(word.Characters, model, (id, start, end) =>
        {
            int textStart = word.Starts[start];
            int textEnd = word.Ends[end - 1];
            if (id == model.UnknownId && model.ByteIds is { } byteIds)
            {
                foreach (byte value in Encoding.UTF8.GetBytes(word.Characters[start..end].ToString()))
                {
                    output.Add(byteIds[value], textStart, textEnd);
                }
            }
            else
            {
                output.Add(id, textStart, textEnd);
            }
        });
    }

    private sealed class Scratch
    {
        public NormalizedText Source { get; set; } = new();

        public NormalizedText Target { get; set; } = new();

        public NormalizedText Word { get; } = new();

        public UnigramLattice Lattice { get; } = new();
    }
}
