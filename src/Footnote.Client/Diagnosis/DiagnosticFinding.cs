namespace Footnote.Client.Diagnosis;

/// <summary>What one check found.</summary>
/// <param name="Name">Name of the check.</param>
/// <param name="Status"><c>ok</c>, <c>repaired</c> or <c>failed</c>.</param>
/// <param name="Found">How many things are wrong.</param>
/// <param name="Repaired">How many of them were mended.</param>
/// <param name="Detail">What was looked at, or what is wrong.</param>
/// <param name="Advice">What to do about what is left.</param>
/// <param name="Examples">A few ids of what is wrong.</param>
public sealed record DiagnosticFinding(
    string Name, string Status, long Found, long Repaired, string Detail, string? Advice, IReadOnlyList<string> Examples);
