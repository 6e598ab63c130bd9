using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Chunking;

/// <summary>Turns the blocks of a document into units, each within the budget, and follows the headings on the way.</summary>
internal sealed class TextUnitReader(string text, int budget, Func<string, int> countTokens)
{
    private readonly List<TextUnit> _units = [];
    private readonly List<(int Level, string Heading)> _open = [];
    private IReadOnlyList<string> _path = [];

    public IReadOnlyList<TextUnit> Read(IReadOnlyList<Block> blocks)
    {
        var position = 0;
        foreach (var block in blocks)
        {
            if (block.Start < position || block.End < block.Start || block.End > text.Length)
            {
                throw new ArgumentException(
                    $"Blocks must lie in rising order within the text of {text.Length} units: {block.Start}..{block.End} does not.",
                    nameof(blocks));
            }

            position = block.End;
            ReadBlock(block);
        }

        return _units;
    }

    private void ReadBlock(Block block)
    {
        var (start, end) = Trim(block.Start, block.End);
        if (start == end)
        {
            return;
        }

        if (block.Kind == BlockKind.Heading)
        {
            Open(Math.Max(1, block.Level), text[start..end]);
        }

        var isFirst = true;
        foreach (var (from, to) in Parts(block.Kind, start, end))
        {
            foreach (var (pieceStart, pieceEnd, tokens) in LongTextSplitter.Split(text, from, to, budget, countTokens))
            {
                var isHeading = block.Kind == BlockKind.Heading;
                var isRow = block.Kind == BlockKind.TableRow;
                _units.Add(new TextUnit(pieceStart, pieceEnd, tokens, isHeading, isFirst, isRow, _path, block.Page));
                isFirst = false;
            }
        }
    }

    private void Open(int level, string heading)
    {
        _open.RemoveAll(h => h.Level >= level);
        _open.Add((level, heading));
        _path = [.. _open.Select(h => h.Heading)];
    }

    private IEnumerable<(int Start, int End)> Parts(BlockKind kind, int start, int end)
    {
        var spans = kind switch
        {
            BlockKind.Paragraph or BlockKind.ListItem => Sentences(start, end),
            BlockKind.Code => Lines(start, end),
            _ => [(start, end)],
        };
        foreach (var span in spans)
        {
            var (from, to) = Trim(span.Start, span.End);
            if (from < to)
            {
                yield return (from, to);
            }
        }
    }

    private IEnumerable<(int Start, int End)> Sentences(int start, int end) =>
        SentenceSegmenter.Segment(text[start..end]).Select(s => (start + s.Start, start + s.End));

    private IEnumerable<(int Start, int End)> Lines(int start, int end)
    {
        while (start < end)
        {
            var newline = text.IndexOf('\n', start, end - start);
            var next = newline < 0 ? end : newline + 1;
            yield return (start, next);
            start = next;
        }
    }

    private (int Start, int End) Trim(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
