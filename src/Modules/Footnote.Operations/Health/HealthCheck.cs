using Footnote.Platform.Modules;

namespace Footnote.Operations.Health;

/// <summary>One line of the health details.</summary>
internal sealed record HealthCheck(
    string Name, bool Required, HealthState State, string? Reason, IReadOnlyDictionary<string, object>? Data);
