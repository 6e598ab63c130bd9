using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Uploads;

/// <summary>Checks the fields of an upload and collects every fault.</summary>
internal static class FieldReader
{
    public const int MaximumTitle = 300;
    private const int MaximumCategory = 100;
    private const int MaximumTag = 64;
    private const int MaximumTags = 50;

    /// <summary>Checks fields as text, the way a form sends them.</summary>
    public static Result<UploadFields> FromForm(IReadOnlyDictionary<string, List<string>> form)
    {
        var faults = new FieldErrors();
        foreach (var name in form.Keys.Where(name => name is not ("title" or "collection_id" or "category" or "tags" or "restricted")))
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
        return Check(faults, new UploadFields
        {
            Title = Single(form, "title"),
            CollectionId = collectionId,
            Category = Single(form, "category"),
            Tags = [.. tags],
            Restricted = restricted == "true",
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
