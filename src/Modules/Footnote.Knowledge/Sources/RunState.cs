namespace Footnote.Knowledge.Sources;

/// <summary>The states of a run, as stored and sent.</summary>
internal static class RunState
{
    public const string Running = "running";
    public const string Completed = "completed";

    /// <summary>The source could not be listed to its end; nothing was deleted.</summary>
    public const string Failed = "failed";

    /// <summary>So much was missing that nothing was deleted; a forced run deletes it.</summary>
    public const string Suspicious = "suspicious";

    public const string Cancelled = "cancelled";

    /// <summary>The server stopped or lost its lease; the next run does the rest.</summary>
    public const string Interrupted = "interrupted";
}
