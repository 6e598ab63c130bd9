using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Knowledge.Indexing;

/// <summary>Writes custom fields as the object they are stored as.</summary>
internal sealed class CustomValuesConverter : JsonConverter<CustomValues>
{
    public override CustomValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return CustomValues.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, CustomValues value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in value.All)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, field, field.GetType(), options);
        }

        writer.WriteEndObject();
    }
}
