using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Platform.Http;

/// <summary>Refuses text that PostgreSQL or the engine cannot hold: NUL characters, unpaired surrogates, invalid UTF-8.</summary>
internal sealed class StrictStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            throw new InvalidTextException("must be a string");
        }

        return ReadText(ref reader);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string ReadText(ref Utf8JsonReader reader)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidTextException("must be valid Unicode text", fault);
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new InvalidTextException("must not contain the NUL character")
            : text;
    }
}
