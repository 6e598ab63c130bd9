namespace Footnote.Knowledge.Sources.Running;

/// <summary>Why a run was started, as stored and sent.</summary>
internal static class RunTrigger
{
    public const string Schedule = "schedule";
    public const string Manual = "manual";

    /// <summary>By somebody who has looked at the source and wants its deletions carried out, however many.</summary>
    public const string Forced = "forced";
}
