namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Walks the strings of several segments in one order; a string that several have comes once.</summary>
internal sealed class SortedUnion
{
    /// <summary>Behind the last string; none is as great, since UTF-8 has no such byte.</summary>
    private const ulong Ended = ulong.MaxValue;

    private readonly ByteStrings[] _sources;
    private readonly int[] _next;
    private readonly ulong[] _prefixes;
    private readonly int[] _holders;
    private int _holderCount;

    public SortedUnion(ByteStrings[] sources)
    {
        _sources = sources;
        _next = new int[sources.Length];
        _prefixes = new ulong[sources.Length];
        _holders = new int[sources.Length];
        for (var source = 0; source < sources.Length; source++)
        {
            _prefixes[source] = PrefixAt(source);
        }
    }

    /// <summary>The present string.</summary>
    public ReadOnlySpan<byte> Current => _sources[_holders[0]][_next[_holders[0]]];

    /// <summary>The sources that have the present string, ascending.</summary>
    public ReadOnlySpan<int> Holders => _holders.AsSpan(0, _holderCount);

    /// <summary>Ordinal of the present string in one of its holders.</summary>
    public int OrdinalIn(int holder) => _next[holder];

    public bool MoveNext()
    {
        foreach (var holder in Holders)
        {
            _next[holder]++;
            _prefixes[holder] = PrefixAt(holder);
        }

        _holderCount = 0;
        for (var source = 0; source < _sources.Length; source++)
        {
            if (_prefixes[source] == Ended)
            {
                continue;
            }

            var order = _holderCount == 0 ? -1 : Compare(source, _holders[0]);
            if (order <= 0)
            {
                _holderCount = order < 0 ? 0 : _holderCount;
                _holders[_holderCount++] = source;
            }
        }

        return _holderCount > 0;
    }

    private ulong PrefixAt(int source) =>
        _next[source] < _sources[source].Count ? _sources[source].PrefixOf(_next[source]) : Ended;

    private int Compare(int left, int right) => _prefixes[left] != _prefixes[right]
        ? _prefixes[left].CompareTo(_prefixes[right])
        : _sources[left][_next[left]].SequenceCompareTo(_sources[right][_next[right]]);
}
