using System.Text;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>
/// Finds the words of a segment within an edit distance (insertion, deletion, substitution, transposition of neighbours) of a given one.
/// The sorted words are walked like a trie: rows of the distance table are kept for the prefix that neighbours share, and a prefix
/// that is already too far away is left at once.
/// </summary>
internal sealed class SpellingSearcher
{
    private const int OutOfReach = 1_000;

    private readonly string _word;
    private readonly int _maximum;
    private readonly int[][] _rows;
    private readonly char[] _current = new char[WordTable.LongestWord + 1];
    private readonly byte[] _key = new byte[(WordTable.LongestWord * 3) + 1];
    private int _validRows = 1;

    public SpellingSearcher(string word, int maximum)
    {
        _word = word;
        _maximum = maximum;
        _rows = new int[WordTable.LongestWord + 1][];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new int[word.Length + 1];
        }

        for (var j = 0; j <= word.Length; j++)
        {
            _rows[0][j] = j;
        }
    }

    /// <summary>The word that others are compared with.</summary>
    public string Word => _word;

    /// <summary>Adds the words found to <paramref name="found"/>: distance and count by word.</summary>
    public void Collect(IndexSegment segment, Dictionary<string, (int Distance, long Count)> found)
    {
        _validRows = 1;
        Span<char> next = stackalloc char[WordTable.LongestWord + 1];
        for (var i = 0; i < segment.Words;)
        {
            var length = Encoding.UTF8.GetChars(segment.Word(i), next);
            var shared = Math.Min(_current.AsSpan(0, _validRows - 1).CommonPrefixLength(next[..length]), length);
            next[..length].CopyTo(_current);
            var depth = FillRows(shared, length);
            if (depth < length)
            {
                i = segment.LowerBoundOfWord(BehindPrefix(depth + 1), i + 1);
                continue;
            }

            if (Math.Abs(length - _word.Length) <= _maximum && _rows[length][_word.Length] <= _maximum)
            {
                var word = next[..length].ToString();
                found[word] = (_rows[length][_word.Length], found.GetValueOrDefault(word).Count + segment.WordCount(i));
            }

            i++;
        }
    }

    /// <summary>Fills the rows behind the shared prefix; returns how many characters can still lead to a word near enough.</summary>
    private int FillRows(int shared, int length)
    {
        for (var depth = shared; depth < length; depth++)
        {
            var smallest = FillRow(depth + 1);
            _validRows = depth + 2;
            if (smallest > _maximum)
            {
                return depth;
            }
        }

        _validRows = length + 1;
        return length;
    }

    private int FillRow(int i)
    {
        var row = _rows[i];
        var above = _rows[i - 1];
        row[0] = i;
        var smallest = row[0];

        // cells further than the maximum from the diagonal cannot matter; the two beside the band are read and must be out of reach
        var from = Math.Max(1, i - _maximum);
        var to = Math.Min(_word.Length, i + _maximum);
        if (from > 1)
        {
            row[from - 1] = OutOfReach;
        }

        for (var j = from; j <= to; j++)
        {
            var isSame = _current[i - 1] == _word[j - 1];
            var distance = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (isSame ? 0 : 1));
            if (i > 1 && j > 1 && _current[i - 1] == _word[j - 2] && _current[i - 2] == _word[j - 1])
            {
                distance = Math.Min(distance, _rows[i - 2][j - 2] + 1);
            }

            row[j] = distance;
            smallest = Math.Min(smallest, distance);
        }

        if (to < _word.Length)
        {
            row[to + 1] = OutOfReach;
        }

        return smallest;
    }

    /// <summary>The smallest key behind all words with the first <paramref name="length"/> characters of the present one.</summary>
    private ReadOnlySpan<byte> BehindPrefix(int length)
    {
        var written = Encoding.UTF8.GetBytes(_current.AsSpan(0, length), _key);
        _key[written] = 0xFF;
        return _key.AsSpan(0, written + 1);
    }
}
