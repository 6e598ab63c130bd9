namespace Footnote.Client.Diagnosis;

/// <summary>What all checks of the stored data found.</summary>
/// <param name="Status"><c>ok</c>, <c>repaired</c> or <c>failed</c>: the worst of the checks.</param>
/// <param name="Checks">Every check.</param>
public sealed record DiagnosticReport(string Status, IReadOnlyList<DiagnosticFinding> Checks);
