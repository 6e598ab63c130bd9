using System.Text.Json;
using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Documents;

/// <summary>A reading report as its column holds it.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Write(ReadingOutcome outcome) => JsonSerializer.Serialize(ReadingReport.Of(outcome), Options);

    public static ReadingReport? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<ReadingReport>(json, Options);
}
