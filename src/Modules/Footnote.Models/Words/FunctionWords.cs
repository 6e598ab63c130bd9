using System.Collections.Frozen;

namespace Footnote.Models.Words;

/// <summary>English words that carry grammar rather than subject matter.</summary>
internal static class FunctionWords
{
    private const string List =
        "a about above after again all also am an and any are aren't as at be because been before being below between both but by can " +
        "can't " +
        "cannot could couldn't did didn't do does doesn't doing don't done during each else etc ever every few for from further get " +
        "gets got had " +
        "has have having he her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it it's its itself just " +
        "let like " +
        "many may me might more most much must my myself no nor not now of off on once one only or other ought our ours out over own " +
        "per please " +
        "same shall she should so some such tell than that that's the their theirs them themselves then there there's these they " +
        "they're this " +
        "those through thus to too under until up upon us very via was wasn't we we're were what what's when where whether which while " +
        "who whom " +
        "whose why will with within without won't would you you're you've your yours yourself";

    private static readonly FrozenSet<string> Set = List.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string folded) => folded.Length == 1 && char.IsAsciiLetter(folded[0]) || Set.Contains(folded);
}
