namespace Footnote.Platform.Modules;

/// <summary>The state of one part; <see cref="Data"/> holds numbers and short words, never secrets or user text.</summary>
public sealed record HealthReport(HealthState State, string? Reason = null, IReadOnlyDictionary<string, object>? Data = null)
{
    public static HealthReport Healthy(IReadOnlyDictionary<string, object>? data = null) => new(HealthState.Healthy, null, data);

    public static HealthReport Degraded(string reason, IReadOnlyDictionary<string, object>? data = null) =>
        new(HealthState.Degraded, reason, data);

    public static HealthReport Unhealthy(string reason, IReadOnlyDictionary<string, object>? data = null) =>
        new(HealthState.Unhealthy, reason, data);
}
