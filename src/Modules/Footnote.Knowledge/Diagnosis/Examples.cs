namespace Footnote.Knowledge.Diagnosis;

/// <summary>What the reports of the checks have in common.</summary>
internal static class Examples
{
    /// <summary>How many ids a report names.</summary>
    public const int Count = 5;

    public const string RepairAdvice = "footnote doctor --repair";
}
