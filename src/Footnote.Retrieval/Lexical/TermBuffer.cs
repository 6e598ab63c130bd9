namespace Footnote.Retrieval.Lexical;

/// <summary>The terms that one surface becomes; reused from surface to surface.</summary>
internal sealed class TermBuffer
{
    private readonly List<(int Start, int Length, int Offset, bool IsExtra)> _terms = [];
    private char[] _characters = new char[512];
    private int _used;

    /// <summary>Number of terms.</summary>
    public int Count => _terms.Count;

    /// <summary>How many positions the surface takes, stop words included.</summary>
    public int Advance { get; set; }

    public ReadOnlySpan<char> Term(int index) => _characters.AsSpan(_terms[index].Start, _terms[index].Length);

    /// <summary>Position of a term, counted from that of the surface.</summary>
    public int Offset(int index) => _terms[index].Offset;

    /// <summary>True for a second reading of the same text, which does not count as length.</summary>
    public bool IsExtra(int index) => _terms[index].IsExtra;

    public void Clear()
    {
        _terms.Clear();
        _used = 0;
        Advance = 0;
    }

    public void Add(ReadOnlySpan<char> term, int offset, bool isExtra)
    {
        if (term.IsEmpty)
        {
            return;
        }

        if (_characters.Length - _used < term.Length)
        {
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _used + term.Length));
        }

        term.CopyTo(_characters.AsSpan(_used));
        _terms.Add((_used, term.Length, offset, isExtra));
        _used += term.Length;
    }
}
