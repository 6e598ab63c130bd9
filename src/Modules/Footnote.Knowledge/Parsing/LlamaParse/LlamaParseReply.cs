using System.Text.Json;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>Reads the service's answers; what it does not know it ignores, what it needs and misses is malformed.</summary>
internal static class LlamaParseReply
{
    private const int MaximumPages = 100_000;

    /// <summary>The job itself, or the member "job" that holds it.</summary>
    public static LlamaParseJob JobOf(JsonElement root)
    {
        var job = Member(root, "job", JsonValueKind.Object) ?? root;
        return Text(job, "id") is { Length: > 0 } id && Text(job, "status") is { Length: > 0 } status
            ? new LlamaParseJob(id, status)
            : throw new ParserException(ParserFailure.Malformed);
    }

    public static IReadOnlyList<ParsedPage> PagesOf(JsonElement root)
    {
        var pages = Member(root, "markdown", JsonValueKind.Object) is { } markdown ? Member(markdown, "pages", JsonValueKind.Array) : null;
        if (pages is not { } array || array.GetArrayLength() > MaximumPages)
        {
            throw new ParserException(ParserFailure.Malformed);
        }

        return [.. array.EnumerateArray().Select(PageOf).OrderBy(page => page.Number)];
    }

    private static ParsedPage PageOf(JsonElement page)
    {
        if (Member(page, "page_number", JsonValueKind.Number) is not { } number || !number.TryGetInt32(out var value)
            || value is < 1 or > MaximumPages)
        {
            throw new ParserException(ParserFailure.Malformed);
        }

        return new ParsedPage(value, Member(page, "success", JsonValueKind.False) is null ? Text(page, "markdown") : null);
    }

    private static JsonElement? Member(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    private static string? Text(JsonElement element, string name) => Member(element, name, JsonValueKind.String)?.GetString();
}
