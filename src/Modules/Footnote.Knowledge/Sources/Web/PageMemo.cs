using System.Text.Json;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>What is remembered of a page: its validators, and where it leads in case it need not or cannot be read again.</summary>
internal sealed record PageMemo(string? ETag, string? LastModified, IReadOnlyList<string> Links, string MediaType)
{
    private const int MostLinks = 500;

    public static PageMemo? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<PageMemo>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this with { Links = [.. Links.Take(MostLinks)] });
}
