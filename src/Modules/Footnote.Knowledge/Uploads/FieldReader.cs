using System.Text.Json;
using Footnote.Knowledge.Access;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;

namespace Footnote.Knowledge.Uploads;

/// <summary>Checks the fields of an upload and collects every fault.</summary>
internal static class FieldReader
{
    public const int MaximumTitle = 300;
    public const int MaximumTags = 50;
    public const int MaximumTag = 64;
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "title", "collection_id", "category", "tags", "restricted", "source", "document_date", "custom", "readers",
    };

    private const int MaximumCategory = 100;

    /// <summary>Checks fields as text, the way a form sends them.</summary>
    public static Result<UploadFields> FromForm(IReadOnlyDictionary<string, List<string>> form, KnowledgeOptions limits)
    {
        var faults = new FieldErrors();
        foreach (var name in form.Keys.Where(name => !Known.Contains(name)))
        {
            faults.Add(name, "is not a field of this request");
        }

        var collection = Single(form, "collection_id");
        Guid? collectionId = null;
        if (!string.IsNullOrWhiteSpace(collection))
        {
            if (Guid.TryParse(collection, out var id))
            {
                collectionId = id;
            }
            else
            {
                faults.Add("collection_id", "must be an id");
            }
        }

        var restricted = Single(form, "restricted")?.Trim().ToLowerInvariant();
        faults.AddIf(restricted is not (null or "" or "true" or "false"), "restricted", "must be true or false");
        var tags = form.TryGetValue("tags", out var values) ? values.SelectMany(value => value.Split(',')) : [];
        var date = Blank(Single(form, "document_date"));
        DateOnly? documentDate = date is not null && CustomFields.TryDate(date, out var day) ? day : null;
        faults.AddIf(date is not null && documentDate is null, "document_date", "must be a date such as 2026-01-31");
        var readers = Json<ReadersRequest>(Single(form, "readers"), "readers", faults);
        return Check(faults, limits, new UploadFields
        {
            Title = Single(form, "title"),
            CollectionId = collectionId,
            Category = Single(form, "category"),
            Tags = [.. tags],
            Restricted = restricted == "true",
            DocumentDate = documentDate,
        }, new UploadExtras(
            Blank(Single(form, "source")) ?? DocumentSource.Upload,
            Json<Dictionary<string, JsonElement>>(Single(form, "custom"), "custom", faults),
            readers));
    }

    /// <summary>Checks what comes with an upload beside the plain fields, then these.</summary>
    public static Result<UploadFields> Check(FieldErrors faults, KnowledgeOptions limits, UploadFields fields, UploadExtras extras)
    {
        faults.AddIf(!DocumentSource.IsGiven(extras.Source), "source", DocumentSource.GivenText);
        faults.AddIf(fields.Restricted && extras.Readers is not null, "restricted", "must not be given beside readers");
        return Check(faults, fields with
        {
            Origin = new DocumentOrigin(extras.Source),
            Custom = CustomFields.Check(extras.Custom, limits, faults),
            Readers = extras.Readers?.Read("readers", limits, faults),
        });
    }

    /// <summary>Checks lengths and characters; blank values count as absent.</summary>
    public static Result<UploadFields> Check(FieldErrors faults, UploadFields fields)
    {
        var title = Blank(fields.Title);
        var category = Blank(fields.Category);
        var tags = fields.Tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        faults.AddIf(title?.Length > MaximumTitle, "title", $"must be at most {MaximumTitle} characters");
        faults.AddIf(HasControl(title), "title", "must not hold control characters");
        faults.AddIf(category?.Length > MaximumCategory, "category", $"must be at most {MaximumCategory} characters");
        faults.AddIf(HasControl(category), "category", "must not hold control characters");
        faults.AddIf(tags.Length > MaximumTags, "tags", $"must be at most {MaximumTags}");
        faults.AddIf(tags.Any(tag => tag.Length > MaximumTag), "tags", $"must each be at most {MaximumTag} characters");
        faults.AddIf(tags.Any(HasControl), "tags", "must not hold control characters");
        return faults.Any ? faults.ToError() : fields with { Title = title, Category = category, Tags = tags };
    }

    /// <summary>A field of a form that holds JSON; null when it is absent.</summary>
    private static T? Json<T>(string? text, string field, FieldErrors faults)
        where T : class
    {
        if (Blank(text) is not { } json)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonDefaults.Options);
        }
        catch (JsonException)
        {
            faults.Add(field, "must be a JSON object of the form that a JSON request has");
            return null;
        }
    }

    private static string? Single(IReadOnlyDictionary<string, List<string>> form, string name) =>
        form.TryGetValue(name, out var values) ? values[^1] : null;

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool HasControl(string? text) =>
        text is not null && text.Any(c => char.IsControl(c) || char.IsSurrogate(c) && !IsPaired(text));

    private static bool IsPaired(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
