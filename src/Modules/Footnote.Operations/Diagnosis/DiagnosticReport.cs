namespace Footnote.Operations.Diagnosis;

/// <summary>What all checks of the stored data found.</summary>
/// <param name="Status">ok, repaired or failed: the worst of the checks.</param>
/// <param name="Checks">Every check, in the order of the modules.</param>
internal sealed record DiagnosticReport(string Status, IReadOnlyList<DiagnosticFinding> Checks);
