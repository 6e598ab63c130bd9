using System.Collections.Frozen;
using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>Words that stand for each other in questions and answers whatever the subject.</summary>
internal static class Synonyms
{
    private static readonly string[] Groups =
    [
        "cost price fee charge", "begin start", "end stop finish", "buy purchase", "delete remove", "largest biggest highest maximum most",
        "smallest lowest minimum least", "quickly fast soon", "recommend refer", "reset change", "help support",
    ];

    private static readonly FrozenDictionary<string, string[]> ByTerm = Groups
        .Select(group => group.Split(' ').Select(Stem.Of).ToArray())
        .SelectMany(group => group.Select(term => (Term: term, Others: group.Where(other => other != term).ToArray())))
        .GroupBy(pair => pair.Term, StringComparer.Ordinal)
        .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.SelectMany(pair => pair.Others).ToArray(), StringComparer.Ordinal);

    /// <summary>The stems of the words that stand for a stem; usually none.</summary>
    public static string[] Of(string term) => ByTerm.GetValueOrDefault(term, []);
}
