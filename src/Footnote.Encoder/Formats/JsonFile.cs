using System.Globalization;
using System.Text.Json;

namespace Footnote.Encoder.Formats;

/// <summary>A JSON object read from a model folder, with errors that name the file and the setting.</summary>
internal sealed class JsonFile
{
    private readonly JsonElement _root;

    private JsonFile(string path, JsonElement root)
    {
        Path = path;
        _root = root;
    }

    public string Path { get; }

    public static JsonFile Read(string path) =>
        TryRead(path) ?? throw new ModelFormatException(path, null, "a JSON file", "no file");

    /// <summary>Null when there is no such file.</summary>
    public static JsonFile? TryRead(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonFile(path, document.RootElement.Clone())
                : throw new ModelFormatException(path, null, "a JSON object", "a JSON " + document.RootElement.ValueKind);
        }
        catch (JsonException exception)
        {
            throw new ModelFormatException(path, null, "a JSON object", "text that is not JSON", exception);
        }
    }

    public JsonElement? Find(string name) =>
        _root.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    public int RequireInt(string name, int minimum, int maximum) =>
        Find(name) is null ? throw Fault(name, "a number", "nothing") : Int(name, minimum, minimum, maximum);

    public int Int(string name, int fallback, int minimum, int maximum)
    {
        if (Find(name) is not { } value)
        {
            return fallback;
        }

        string expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= minimum && number <= maximum
            ? number
            : throw Fault(name, expected, value.GetRawText());
    }

    public float Float(string name, float fallback, float minimum, float maximum)
    {
        if (Find(name) is not { } value)
        {
            return fallback;
        }

        string expected = string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}");
        return value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && number >= minimum && number <= maximum
            ? number
            : throw Fault(name, expected, value.GetRawText());
    }

    public bool? Bool(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Fault(name, "true or false", value.GetRawText()),
    };

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw Fault(name, "a text", value.GetRawText()),
    };

    public ModelFormatException Fault(string item, string expected, string found) =>
        new(Path, item, expected, found.Length > 120 ? found[..120] : found);
}
