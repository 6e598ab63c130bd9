namespace Footnote.Retrieval.Lexical;

/// <summary>Articles and particles that French and Italian write together with the next word: l'eau, dell'acqua.</summary>
internal static class Elisions
{
    private static readonly string[] French =
        ["l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "qu'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'"];

    private static readonly string[] Italian =
        ["l'", "d'", "un'", "c'", "s'", "m'", "t'", "v'", "all'", "dall'", "dell'", "nell'", "sull'", "quell'", "quest'", "coll'", "gl'"];

    public static string[] For(string language) => language switch
    {
        "fr" => French,
        "it" => Italian,
        _ => [],
    };

    /// <summary>Length of the particle that <paramref name="word"/> starts with; 0 when nothing would remain.</summary>
    public static int Length(string[] elisions, ReadOnlySpan<char> word)
    {
        foreach (var elision in elisions)
        {
            if (word.Length > elision.Length && word.StartsWith(elision, StringComparison.Ordinal))
            {
                return elision.Length;
            }
        }

        return 0;
    }
}
