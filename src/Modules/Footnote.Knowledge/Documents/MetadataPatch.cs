using System.Text.Json;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Documents;

/// <summary>An edit of metadata: members that are absent stay as they are, those that are null are cleared.</summary>
internal sealed record MetadataPatch
{
    public Change<string> Title { get; init; }

    public Change<string?> Category { get; init; }

    public Change<IReadOnlyList<string>> Tags { get; init; }

    public Change<string> Source { get; init; }

    public Change<DateOnly?> DocumentDate { get; init; }

    public Change<Guid?> CollectionId { get; init; }

    /// <summary>Merged into the present fields: null removes one; null as a whole removes all.</summary>
    public Change<IReadOnlyDictionary<string, JsonElement>?> Custom { get; init; }

    /// <summary>Reads a request; every fault is reported, unknown members too.</summary>
    public static Result<MetadataPatch> Read(IReadOnlyDictionary<string, JsonElement> members)
    {
        var faults = new FieldErrors();
        var patch = new MetadataPatch();
        foreach (var (name, value) in members)
        {
            patch = name switch
            {
                "title" => patch with { Title = new(IsSet: true, Text(value, name, faults) ?? string.Empty) },
                "category" => patch with { Category = new(IsSet: true, Text(value, name, faults)) },
                "tags" => patch with { Tags = new(IsSet: true, Texts(value, name, faults)) },
                "source" => patch with { Source = new(IsSet: true, Text(value, name, faults) ?? string.Empty) },
                "document_date" => patch with { DocumentDate = new(IsSet: true, Date(value, name, faults)) },
                "collection_id" => patch with { CollectionId = new(IsSet: true, Id(value, name, faults)) },
                "custom" => patch with { Custom = new(IsSet: true, Members(value, name, faults)) },
                _ => Unknown(patch, name, faults),
            };
        }

        faults.AddIf(patch.Title is { IsSet: true, Value: "" }, "title", "must not be empty");
        faults.AddIf(patch.Source.IsSet && !DocumentSource.IsGiven(patch.Source.Value), "source", DocumentSource.GivenText);
        var checkedFields = FieldReader.Check(faults, new UploadFields
        {
            Title = patch.Title.Value,
            Category = patch.Category.Value,
            Tags = patch.Tags.Value ?? [],
        });
        return checkedFields.IsSuccess
            ? patch with
            {
                Title = patch.Title with { Value = checkedFields.Value.Title ?? string.Empty },
                Category = patch.Category with { Value = checkedFields.Value.Category },
                Tags = patch.Tags with { Value = checkedFields.Value.Tags },
            }
            : checkedFields.Error;
    }

    /// <summary>The custom fields after the edit.</summary>
    public Result<CustomFields> Merge(string present, KnowledgeOptions limits)
    {
        var merged = Custom.IsSet && Custom.Value is null
            ? []
            : CustomFields.Parse(present).ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in Custom.Value ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value;
            }
        }

        var faults = new FieldErrors();
        var fields = CustomFields.Check(merged, limits, faults);
        return faults.Any ? faults.ToError() : fields;
    }

    private static MetadataPatch Unknown(MetadataPatch patch, string name, FieldErrors faults)
    {
        faults.Add(name, "is not a field of this request");
        return patch;
    }

    private static string? Text(JsonElement value, string name, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TryText(value) is { } text)
        {
            return text.Trim();
        }

        faults.Add(name, "must be a text");
        return null;
    }

    private static IReadOnlyList<string> Texts(JsonElement value, string name, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            var texts = value.EnumerateArray().Select(TryText).OfType<string>().ToArray();
            if (texts.Length == value.GetArrayLength())
            {
                return texts;
            }
        }

        faults.Add(name, "must be a list of texts");
        return [];
    }

    private static DateOnly? Date(JsonElement value, string name, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TryText(value) is { } text && CustomFields.TryDate(text, out var date))
        {
            return date;
        }

        faults.Add(name, "must be a date such as 2026-01-31");
        return null;
    }

    private static Guid? Id(JsonElement value, string name, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id))
        {
            return id;
        }

        faults.Add(name, "must be a UUID");
        return null;
    }

    private static Dictionary<string, JsonElement>? Members(JsonElement value, string name, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone(), StringComparer.Ordinal);
        }

        faults.AddIf(value.ValueKind != JsonValueKind.Null, name, "must be an object");
        return null;
    }

    /// <summary>Null for text that is not valid Unicode.</summary>
    private static string? TryText(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
