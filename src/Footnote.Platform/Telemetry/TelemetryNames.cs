namespace Footnote.Platform.Telemetry;

/// <summary>Sources of spans and metrics that leave the server.</summary>
internal static class TelemetryNames
{
    /// <summary>Every module's source is named Footnote.Something.</summary>
    public const string OwnPrefix = "Footnote";

    public static readonly string[] ActivitySources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Footnote*"];

    public static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "System.Runtime", "Footnote*",
    ];
}
