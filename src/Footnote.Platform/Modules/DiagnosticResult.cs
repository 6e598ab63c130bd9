namespace Footnote.Platform.Modules;

/// <summary>What a diagnostic check found. Texts hold ids and numbers, never contents or names of people's things.</summary>
/// <param name="Detail">What was looked at, or what is wrong.</param>
/// <param name="Found">How many things are wrong.</param>
/// <param name="Repaired">How many of them were mended.</param>
public sealed record DiagnosticResult(string Detail, long Found = 0, long Repaired = 0)
{
    /// <summary>A few ids of what is wrong.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>What to do about what is left; null when nothing is.</summary>
    public string? Advice { get; init; }
}
