namespace Footnote.Retrieval.Text;

/// <summary>What marks the text of one language: its function words and letter sequences.</summary>
internal sealed class LanguageProfile
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _sequences = [];

    private LanguageProfile(string language)
    {
        Language = language;
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Language { get; }

    public static LanguageProfile[] ReadAll()
    {
        var profiles = new Dictionary<string, LanguageProfile>(StringComparer.Ordinal);
        foreach (var line in TextResource.Lines("function-words.txt"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!profiles.TryGetValue(words[0], out var profile))
            {
                profiles[words[0]] = profile = new LanguageProfile(words[0]);
            }

            foreach (var word in words.Skip(1))
            {
                profile.Add(word);
            }
        }

        return [.. profiles.Values];
    }

    public bool IsFunctionWord(ReadOnlySpan<char> lowerCaseWord) => _lookup.Contains(lowerCaseWord);

    public int TypicalSequences(ReadOnlySpan<char> lowerCaseWord)
    {
        var count = 0;
        foreach (var sequence in _sequences)
        {
            count += lowerCaseWord.IndexOf(sequence, StringComparison.Ordinal) >= 0 ? 1 : 0;
        }

        return count;
    }

    private void Add(string entry)
    {
        if (entry[0] == '~')
        {
            _sequences.Add(entry[1..]);
        }
        else
        {
            _words.Add(entry);
        }
    }
}
