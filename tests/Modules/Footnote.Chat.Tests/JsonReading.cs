using System.Text.Json;

namespace Footnote.Chat.Tests;

internal static class JsonReading
{
    public static string Text(this JsonElement element, params string[] path) => element.At(path).GetString()!;

    public static JsonElement At(this JsonElement element, params string[] path) =>
        path.Aggregate(element, (inner, name) => inner.GetProperty(name));

    public static List<JsonElement> List(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray()];
}
