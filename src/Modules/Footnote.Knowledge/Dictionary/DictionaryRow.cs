using System.Text.Json;

namespace Footnote.Knowledge.Dictionary;

/// <summary>A row of the table of dictionaries.</summary>
internal sealed class DictionaryRow
{
    public string? Groups { get; init; }

    public long Version { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string[][] ReadGroups() => JsonSerializer.Deserialize<string[][]>(Groups ?? "[]") ?? [];
}
