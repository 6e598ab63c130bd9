using System.Text.Json.Nodes;
using Footnote.Knowledge.Indexing;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>A filter in the service's language; conditions on custom fields are left to the server.</summary>
internal static class PineconeFilter
{
    public static JsonObject Of(ChunkFilter filter)
    {
        var wanted = filter.Filters;
        var conditions = new JsonArray(Condition(PineconeFields.Readers, "$in", Texts(filter.AccessKeys.Append(PineconeFields.AnyReader))));
        if (wanted.CollectionIds is { } collections)
        {
            conditions.Add(Condition(PineconeFields.Collection, "$in", Texts(collections.Select(id => id.ToString("D")))));
        }

        if (wanted.Category is { } category)
        {
            conditions.Add(Condition(PineconeFields.Category, "$eq", JsonValue.Create(category.ToUpperInvariant())));
        }

        // a document must carry each tag
        foreach (var tag in wanted.Tags ?? [])
        {
            conditions.Add(Condition(PineconeFields.Tags, "$in", Texts([tag.ToUpperInvariant()])));
        }

        if (wanted.Sources is { } sources)
        {
            conditions.Add(Condition(PineconeFields.Source, "$in", Texts(sources)));
        }

        AddDay(conditions, PineconeFields.CreatedOn, "$gte", wanted.DateFrom);
        AddDay(conditions, PineconeFields.CreatedOn, "$lte", wanted.DateTo);
        AddDay(conditions, PineconeFields.DocumentOn, "$gte", wanted.DocumentDateFrom);
        AddDay(conditions, PineconeFields.DocumentOn, "$lte", wanted.DocumentDateTo);
        return new JsonObject { ["$and"] = conditions };
    }

    public static JsonObject Of(int[] ordinals) =>
        Condition(PineconeFields.Ordinal, "$in", new JsonArray([.. ordinals.Select(ordinal => (JsonNode)JsonValue.Create(ordinal))]));

    private static void AddDay(JsonArray conditions, string field, string comparison, DateOnly? day)
    {
        if (day is { } known)
        {
            conditions.Add(Condition(field, comparison, JsonValue.Create(DayNumber.Of(known))));
        }
    }

    private static JsonObject Condition(string field, string comparison, JsonNode value) =>
        new() { [field] = new JsonObject { [comparison] = value } };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)JsonValue.Create(text))]);
}
