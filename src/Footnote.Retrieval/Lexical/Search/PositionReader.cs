using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>Reads the positions of the posting a cursor stands at.</summary>
internal static unsafe class PositionReader
{
    /// <summary>Fills <paramref name="positions"/> with the ascending positions of the cursor's present document.</summary>
    public static void Read(IndexSegment segment, PostingsCursor cursor, List<int> positions)
    {
        positions.Clear();
        var source = segment.Positions + cursor.PositionsOf(cursor.Block);
        for (var skipped = 0; skipped < cursor.Index;)
        {
            skipped += (int)(PostingsCursor.ReadVariable(ref source) & 1);
        }

        var position = 0;
        uint value;
        do
        {
            value = PostingsCursor.ReadVariable(ref source);
            position += (int)(value >> 1);
            positions.Add(position);
        }
        while ((value & 1) == 0);
    }
}
