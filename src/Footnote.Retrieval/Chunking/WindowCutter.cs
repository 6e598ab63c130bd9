namespace Footnote.Retrieval.Chunking;

/// <summary>Cuts windows of the full budget between words. Blocks with nothing but blanks between them are one text.</summary>
internal sealed class WindowCutter(string text, ChunkingOptions options, Func<string, int> countTokens)
{
    public IReadOnlyList<Chunk> Cut(IReadOnlyList<Block> blocks, IReadOnlyList<TextUnit> units)
    {
        var chunks = new List<Chunk>();
        foreach (var (start, end) in Runs(blocks))
        {
            CutRun(start, end, units, chunks);
        }

        return chunks;
    }

    private IEnumerable<(int Start, int End)> Runs(IReadOnlyList<Block> blocks)
    {
        var start = blocks[0].Start;
        var end = blocks[0].End;
        foreach (var block in blocks.Skip(1))
        {
            if (!string.IsNullOrWhiteSpace(text[end..block.Start]))
            {
                yield return (start, end);
                start = block.Start;
            }

            end = block.End;
        }

        yield return (start, end);
    }

    private void CutRun(int start, int end, IReadOnlyList<TextUnit> units, List<Chunk> chunks)
    {
        start = SkipBlanks(start, end);
        var done = start;
        while (start < end)
        {
            var (cut, _) = LongTextSplitter.Fit(text, start, end, options.TargetTokens, countTokens);
            if (cut <= done)
            {
                // a word too long for what the overlap leaves: begin with it
                start = SkipBlanks(done, end);
                continue;
            }

            done = cut;
            var stop = cut;
            while (stop > start && char.IsWhiteSpace(text[stop - 1]))
            {
                stop--;
            }

            var content = text[start..stop];
            var unit = UnitAt(units, start);
            chunks.Add(new Chunk(chunks.Count, start, stop, content, unit.HeadingPath, unit.Page, countTokens(content)));
            start = SkipBlanks(cut, end) == end ? end : Next(start, cut, end);
        }
    }

    /// <summary>The first word of the overlap: as many words before the cut as fit it, and always beyond the window's own start.</summary>
    private int Next(int start, int cut, int end)
    {
        var next = SkipBlanks(cut, end);
        var word = cut;
        while (true)
        {
            while (word > start && char.IsWhiteSpace(text[word - 1]))
            {
                word--;
            }

            while (word > start && !char.IsWhiteSpace(text[word - 1]))
            {
                word--;
            }

            if (word <= start || countTokens(text[word..cut]) > options.OverlapTokens)
            {
                return next;
            }

            next = word;
        }
    }

    private int SkipBlanks(int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    /// <summary>The unit that holds an offset, or the last one before it.</summary>
    private static TextUnit UnitAt(IReadOnlyList<TextUnit> units, int offset)
    {
        var low = 0;
        var high = units.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = units[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return units[low];
    }
}
