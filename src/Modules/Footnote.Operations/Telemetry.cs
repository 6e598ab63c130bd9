using System.Diagnostics.Metrics;

namespace Footnote.Operations;

/// <summary>What this module counts; docs/reference/telemetry.md lists it.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("Footnote.Operations");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>(
        "footnote.operations.failed_checks", "{check}", "Health checks that found their part unhealthy, by part.");

    public static void CheckFailed(string part) => Failures.Add(1, new KeyValuePair<string, object?>("part", part));
}
