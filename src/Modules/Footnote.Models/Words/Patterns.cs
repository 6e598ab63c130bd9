namespace Footnote.Models.Words;

/// <summary>What all regular expressions here share.</summary>
internal static class Patterns
{
    /// <summary>Milliseconds of wall-clock time for one match: far beyond need, for a busy machine may pause a thread in a match.</summary>
    public const int MatchLimit = 20_000;
}
