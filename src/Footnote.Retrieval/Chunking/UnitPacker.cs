namespace Footnote.Retrieval.Chunking;

/// <summary>Packs units into chunks: along sections, then blocks, then units. One packer packs one document, group by group.</summary>
internal sealed class UnitPacker(string text, ChunkingOptions options, Func<string, int> countTokens)
{
    /// <summary>Appends the chunks of a run of units; no chunk spans two runs.</summary>
    public void Pack(IReadOnlyList<TextUnit> units, List<Chunk> chunks)
    {
        var first = 0;
        var done = 0;
        while (done < units.Count)
        {
            var end = FindEnd(units, first, done);
            var chunk = Cut(units, first, end, chunks.Count);
            while (chunk.Tokens > options.TargetTokens && end > done + 1)
            {
                end--;
                chunk = Cut(units, first, end, chunks.Count);
            }

            if (chunk.Tokens > options.TargetTokens && first < done)
            {
                first = done;
                continue;
            }

            chunks.Add(chunk);
            first = NextStart(units, first, end);
            done = end;
        }
    }

    /// <summary>
    /// The end (exclusive) of the chunk that begins at <paramref name="first"/>; beyond <paramref name="done"/>, so that work advances.
    /// </summary>
    private int FindEnd(IReadOnlyList<TextUnit> units, int first, int done)
    {
        var tokens = 0;
        var end = first;
        var hasContent = false;
        while (end < units.Count && (end <= done || tokens + units[end].Tokens <= options.TargetTokens))
        {
            var opensSection = units[end].IsHeading && hasContent;
            if (opensSection && end > done && tokens >= options.MinimumTokens)
            {
                return end;
            }

            hasContent |= !units[end].IsHeading;
            tokens += units[end].Tokens;
            end++;
        }

        return end == units.Count ? end : WithoutDanglingHeadings(units, done, AtBlockStart(units, first, done, end));
    }

    /// <summary>Moves a cut inside a block back to the block's start when the chunk stays at least half full.</summary>
    private int AtBlockStart(IReadOnlyList<TextUnit> units, int first, int done, int end)
    {
        var tokens = 0;
        var best = end;
        for (var i = first; i <= end; i++)
        {
            if (units[i].StartsBlock && i > done && tokens * 2 >= options.TargetTokens)
            {
                best = i;
            }

            tokens += units[i].Tokens;
        }

        return best;
    }

    private static int WithoutDanglingHeadings(IReadOnlyList<TextUnit> units, int done, int end)
    {
        var cut = end;
        while (cut > done + 1 && units[cut - 1].IsHeading)
        {
            cut--;
        }

        return units[cut - 1].IsHeading ? end : cut;
    }

    /// <summary>Where the next chunk begins: some sentences before the cut when the section goes on, else at the cut.</summary>
    private int NextStart(IReadOnlyList<TextUnit> units, int first, int end)
    {
        if (end == units.Count || units[end].IsHeading)
        {
            return end;
        }

        var start = end;
        var room = Math.Min(options.OverlapTokens, options.TargetTokens - units[end].Tokens);
        while (start - 1 > first && !units[start - 1].IsHeading && units[start - 1].Tokens <= room)
        {
            start--;
            room -= units[start].Tokens;
        }

        return start;
    }

    private Chunk Cut(IReadOnlyList<TextUnit> units, int first, int end, int number)
    {
        var start = units[first].Start;
        var stop = units[end - 1].End;
        var content = text[start..stop];
        return new Chunk(number, start, stop, content, SharedPath(units, first, end), units[first].Page, countTokens(content));
    }

    private static IReadOnlyList<string> SharedPath(IReadOnlyList<TextUnit> units, int first, int end)
    {
        IReadOnlyList<string>? shared = null;
        for (var i = first; i < end; i++)
        {
            if (units[i].IsHeading || ReferenceEquals(shared, units[i].HeadingPath))
            {
                continue;
            }

            shared = shared is null ? units[i].HeadingPath : CommonPrefix(shared, units[i].HeadingPath);
        }

        return shared ?? units[first].HeadingPath;
    }

    private static IReadOnlyList<string> CommonPrefix(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var length = 0;
        while (length < a.Count && length < b.Count && string.Equals(a[length], b[length], StringComparison.Ordinal))
        {
            length++;
        }

        return length == a.Count ? a : [.. a.Take(length)];
    }
}
