namespace Footnote.Retrieval.Text;

/// <summary>What marks the text of each language in Latin script: its function words and typical letter sequences.</summary>
internal sealed class LanguageProfiles
{
    private readonly List<string> _languages = [];
    private readonly List<string[]> _sequences = [];
    private readonly Dictionary<string, uint> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public LanguageProfiles()
    {
        foreach (var line in TextResource.Lines("function-words.txt"))
        {
            var entries = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!_languages.Contains(entries[0], StringComparer.Ordinal))
            {
                _languages.Add(entries[0]);
                _sequences.Add([]);
            }

            Add(_languages.IndexOf(entries[0]), entries.AsSpan(1));
        }

        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => _languages.Count;

    public string Language(int number) => _languages[number];

    /// <summary>A bit for each language that has the lower-case word as a function word.</summary>
    public uint LanguagesOf(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var languages) ? languages : 0;

    /// <summary>How many of a language's typical sequences the lower-case word has.</summary>
    public int TypicalSequences(int language, ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var sequence in _sequences[language])
        {
            count += word.IndexOf(sequence, StringComparison.Ordinal) >= 0 ? 1 : 0;
        }

        return count;
    }

    private void Add(int language, ReadOnlySpan<string> entries)
    {
        foreach (var entry in entries)
        {
            if (entry[0] == '~')
            {
                _sequences[language] = [.. _sequences[language], entry[1..]];
            }
            else
            {
                _words[entry] = _words.GetValueOrDefault(entry) | (1u << language);
            }
        }
    }
}
