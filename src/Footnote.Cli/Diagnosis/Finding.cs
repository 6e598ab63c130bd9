using System.Text.Json.Serialization;

namespace Footnote.Cli.Diagnosis;

/// <summary>What one check found: ok, warning or failed, and what to do about it.</summary>
internal sealed record Finding(string Name, string Status, string Detail, string? Advice = null)
{
    [JsonIgnore]
    public int ExitCode { get; init; }

    public static Finding Ok(string name, string detail) => new(name, "ok", detail);

    public static Finding Warning(string name, string detail, string advice) => new(name, "warning", detail, advice);

    public static Finding Failed(string name, string detail, string advice, int exitCode) =>
        new(name, "failed", detail, advice) { ExitCode = exitCode };
}
