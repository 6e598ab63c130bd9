namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Entries of a vocabulary by their characters: a trie whose edges are in one open-addressing table. Reading is thread-safe.
/// </summary>
internal sealed class CharacterTrie
{
    public const int Root = 1;

    private ulong[] _keys = new ulong[1024];
    private int[] _children = new int[1024];
    private int[] _values = new int[512];
    private int _nodeCount = 2;

    /// <summary>Adds an entry; the first of two equal ones stays.</summary>
    public void Add(ReadOnlySpan<char> entry, int value)
    {
        int node = Root;
        foreach (char character in entry)
        {
            int slot = FindSlot(_keys, Key(node, character));
            if (_keys[slot] == 0)
            {
                _keys[slot] = Key(node, character);
                _children[slot] = NewNode();
                node = _children[slot];
                if (_nodeCount * 2 > _keys.Length)
                {
                    Grow();
                }
            }
            else
            {
                node = _children[slot];
            }
        }

        _values[node] = _values[node] == 0 ? value + 1 : _values[node];
    }

    /// <summary>The node a character leads to, or 0.</summary>
    public int Step(int node, char character)
    {
        int slot = FindSlot(_keys, Key(node, character));
        return _keys[slot] == 0 ? 0 : _children[slot];
    }

    /// <summary>Value of the entry that ends at a node, or -1.</summary>
    public int Value(int node) => _values[node] - 1;

    private static ulong Key(int node, char character) => ((ulong)(uint)node << 16) | character;

    private static int FindSlot(ulong[] keys, ulong key)
    {
        int mask = keys.Length - 1;
        int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private int NewNode()
    {
        if (_nodeCount == _values.Length)
        {
            Array.Resize(ref _values, _nodeCount * 2);
        }

        return _nodeCount++;
    }

    private void Grow()
    {
        var keys = new ulong[_keys.Length * 2];
        var children = new int[keys.Length];
        for (int i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] != 0)
            {
                int slot = FindSlot(keys, _keys[i]);
                keys[slot] = _keys[i];
                children[slot] = _children[i];
            }
        }

        _keys = keys;
        _children = children;
    }
}
