using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Knowledge.Indexing.Snapshots;

/// <summary>Custom fields in the catalog's file: the JSON object they came from.</summary>
internal sealed class CustomValuesConverter : JsonConverter<CustomValues>
{
    public override CustomValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CustomValues.Parse(JsonElement.ParseValue(ref reader).GetRawText());

    public override void Write(Utf8JsonWriter writer, CustomValues value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToJson());
}
