using System.Text.Json;
using System.Text.Json.Nodes;

namespace Footnote.Client.Documents;

/// <summary>
/// An edit of a document's metadata. Members that are null stay as they are; name those that are to be emptied in <see cref="Clear"/>.
/// </summary>
public sealed record DocumentChange
{
    /// <summary>A new title.</summary>
    public string? Title { get; init; }

    /// <summary>A new category.</summary>
    public string? Category { get; init; }

    /// <summary>New tags, instead of the present ones.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>upload, web, api or manual.</summary>
    public string? Source { get; init; }

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    /// <summary>Another collection.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Custom fields to set (texts, numbers, booleans); null as a value removes the field. Others stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>Members to empty: category, tags, document_date, collection_id, custom.</summary>
    public IReadOnlyList<string>? Clear { get; init; }

    internal JsonObject ToJson()
    {
        var json = JsonSerializer.SerializeToNode(this with { Clear = null, Custom = null }, FootnoteJson.Options)!.AsObject();
        if (Custom is not null)
        {
            json["custom"] = JsonSerializer.SerializeToNode(Custom);
        }

        foreach (var member in Clear ?? [])
        {
            json[member] = null;
        }

        return json;
    }
}
