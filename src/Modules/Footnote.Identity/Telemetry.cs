using System.Diagnostics.Metrics;

namespace Footnote.Identity;

/// <summary>What this module counts; docs/reference/telemetry.md lists it.</summary>
internal static class Telemetry
{
    private static readonly Meter Meter = new("Footnote.Identity");

    private static readonly Counter<long> SignIns = Meter.CreateCounter<long>(
        "footnote.identity.sign_ins", "{sign_in}", "Sign-ins, by outcome.");

    private static readonly Counter<long> RefusedAttempts = Meter.CreateCounter<long>(
        "footnote.identity.refused_attempts", "{attempt}", "Attempts that a limit refused, by limit.");

    public static void SignedIn(bool isSuccess) =>
        SignIns.Add(1, new KeyValuePair<string, object?>("outcome", isSuccess ? "success" : "failure"));

    public static void Refused(string limit) => RefusedAttempts.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
