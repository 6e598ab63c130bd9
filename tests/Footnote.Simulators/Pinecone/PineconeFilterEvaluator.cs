using System.Text.Json;

namespace Footnote.Simulators.Pinecone;

/// <summary>The service's filter language over the metadata of a vector.</summary>
internal static class PineconeFilterEvaluator
{
    /// <summary>Whether the metadata passes.</summary>
    /// <exception cref="FormatException">The filter is none.</exception>
    public static bool Passes(JsonElement filter, JsonElement metadata)
    {
        if (filter.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A filter is an object.");
        }

        return filter.EnumerateObject().All(part => part.Name switch
        {
            "$and" => Parts(part.Value).All(inner => Passes(inner, metadata)),
            "$or" => Parts(part.Value).Any(inner => Passes(inner, metadata)),
            "$not" => !Passes(part.Value, metadata),
            _ when part.Name.StartsWith('$') => throw new FormatException($"{part.Name} does not stand alone."),
            _ => FieldPasses(part.Value, ValueOf(metadata, part.Name)),
        });
    }

    private static IEnumerable<JsonElement> Parts(JsonElement parts) => parts.ValueKind == JsonValueKind.Array && parts.GetArrayLength() > 0
        ? parts.EnumerateArray()
        : throw new FormatException("$and and $or take lists.");

    private static JsonElement? ValueOf(JsonElement metadata, string field) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty(field, out var value) ? value : null;

    private static bool FieldPasses(JsonElement condition, JsonElement? value)
    {
        if (condition.ValueKind != JsonValueKind.Object)
        {
            return AnyEquals(value, condition);
        }

        return condition.EnumerateObject().All(part => part.Name switch
        {
            "$eq" => AnyEquals(value, part.Value),
            "$ne" => !AnyEquals(value, part.Value),
            "$in" => Parts(part.Value).Any(wanted => AnyEquals(value, wanted)),
            "$nin" => !Parts(part.Value).Any(wanted => AnyEquals(value, wanted)),
            "$gt" => Compare(value, part.Value) > 0,
            "$gte" => Compare(value, part.Value) >= 0,
            "$lt" => Compare(value, part.Value) < 0,
            "$lte" => Compare(value, part.Value) <= 0,
            "$exists" => part.Value.GetBoolean() == value is not null,
            _ => throw new FormatException($"{part.Name} is no comparison."),
        });
    }

    private static bool AnyEquals(JsonElement? value, JsonElement wanted) => value is { } present
        && (present.ValueKind == JsonValueKind.Array ? present.EnumerateArray().Any(item => Same(item, wanted)) : Same(present, wanted));

    private static bool Same(JsonElement one, JsonElement other) => one.ValueKind == other.ValueKind && one.ValueKind switch
    {
        JsonValueKind.Number => one.GetDouble().Equals(other.GetDouble()),
        JsonValueKind.String => one.GetString() == other.GetString(),
        _ => true,
    };

    /// <summary>Null when there is nothing to compare.</summary>
    private static int? Compare(JsonElement? value, JsonElement bound) => bound.ValueKind != JsonValueKind.Number
        ? throw new FormatException("Only numbers have an order.")
        : value is { ValueKind: JsonValueKind.Number } number ? number.GetDouble().CompareTo(bound.GetDouble()) : null;
}
