using Footnote.Platform.Modules;

namespace Footnote.Operations.Diagnosis;

/// <summary>One check's result as it is sent.</summary>
/// <param name="Status">ok, repaired (all that was found was mended) or failed.</param>
internal sealed record DiagnosticFinding(
    string Name, string Status, long Found, long Repaired, string Detail, string? Advice, IReadOnlyList<string> Examples)
{
    public const string Ok = "ok";
    public const string Mended = "repaired";
    public const string Failed = "failed";

    public static DiagnosticFinding From(string name, DiagnosticResult result)
    {
        var status = result.Found == 0 ? Ok : result.Repaired >= result.Found ? Mended : Failed;
        return new DiagnosticFinding(name, status, result.Found, result.Repaired, result.Detail, result.Advice, result.Examples);
    }
}
