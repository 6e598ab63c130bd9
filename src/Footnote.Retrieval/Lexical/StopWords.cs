using Footnote.Retrieval.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>The stop words of each language.</summary>
internal static class StopWords
{
    private static readonly Dictionary<string, HashSet<string>> Sets = Read();

    private static readonly HashSet<string> None = new(StringComparer.Ordinal);

    public static HashSet<string> For(string language) => Sets.GetValueOrDefault(language, None);

    private static Dictionary<string, HashSet<string>> Read()
    {
        var sets = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var line in TextResource.Lines("stop-words.txt"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            sets[words[0]] = new HashSet<string>(words.Skip(1), StringComparer.Ordinal);
        }

        return sets;
    }
}
