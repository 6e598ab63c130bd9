namespace Footnote.Encoder.Tokenizers;

/// <summary>Entries that begin a word and entries that continue one, apart. Reading is thread-safe.</summary>
internal sealed class WordPieceVocabulary(string prefix)
{
    private readonly byte[] _prefix = System.Text.Encoding.UTF8.GetBytes(prefix);
    private readonly ByteVocabulary _beginnings = new();
    private readonly ByteVocabulary _continuations = new();

    public int IdLimit { get; private set; }

    public void Add(ReadOnlySpan<byte> entry, int id)
    {
        IdLimit = Math.Max(IdLimit, id + 1);
        if (_prefix.Length > 0 && entry.Length > _prefix.Length && entry.StartsWith(_prefix))
        {
            _continuations.Add(entry[_prefix.Length..], id);
        }

        _beginnings.Add(entry, id);
    }

    public int Find(ReadOnlySpan<byte> entry) => _beginnings.Find(entry);

    /// <summary>End of the longest entry that starts at a character of the word; -1 when there is none.</summary>
    public int LongestMatch(WordBuffer word, int from, out int id)
    {
        ByteVocabulary entries = from == 0 ? _beginnings : _continuations;
        for (int to = word.Count; to > from; to--)
        {
            ReadOnlySpan<byte> candidate = word.Slice(from, to);
            if (candidate.Length <= entries.LongestEntry && entries.Find(candidate) is >= 0 and var found)
            {
                id = found;
                return to;
            }
        }

        id = -1;
        return -1;
    }
}
