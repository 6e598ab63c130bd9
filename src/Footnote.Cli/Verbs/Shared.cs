using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Footnote.Platform.Hosting;

namespace Footnote.Cli.Verbs;

/// <summary>Options that several verbs have, and how they print.</summary>
internal static class Shared
{
    private static readonly JsonSerializerOptions OneLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON, one value a line." };

    public static Option<string?> Data() => new("--data")
    {
        Description = "The server's data folder (default: FOOTNOTE_DATA, else ~/.local/share/footnote).",
        HelpName = "DIR",
    };

    public static DataFolder DataFolderOf(string? option) =>
        new(option ?? Environment.GetEnvironmentVariable("FOOTNOTE_DATA") ?? DataFolder.DefaultPath);

    public static void WriteJson<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, OneLine));
}
