using System.Globalization;
using System.Text.Json;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Fields a tenant has thought up, checked. A value is a text, a number, true or false; a text of the form 2026-01-31 is a date. Names are
/// small letters, digits and underscores.
/// </summary>
internal sealed record CustomFields
{
    public const string NameText = "must be 1 to 40 small letters, digits or underscores, beginning with a letter";
    public const int MaximumName = 40;

    private const string DateFormat = "yyyy-MM-dd";

    private CustomFields(string json) => Json = json;

    public static CustomFields None { get; } = new("{}");

    /// <summary>As stored.</summary>
    public string Json { get; }

    public bool IsEmpty => Json == "{}";

    /// <summary>Checks fields as a request carries them; null stands for none.</summary>
    public static CustomFields Check(IReadOnlyDictionary<string, JsonElement>? fields, KnowledgeOptions limits, FieldErrors faults)
    {
        if (fields is null or { Count: 0 })
        {
            return None;
        }

        faults.AddIf(fields.Count > limits.MaxCustomFields, "custom", $"must be at most {limits.MaxCustomFields} fields");
        foreach (var (name, value) in fields.Take(limits.MaxCustomFields))
        {
            if (!IsName(name))
            {
                faults.Add("custom", $"has a field whose name {NameText}");
            }
            else if (FaultOf(value, limits.MaxCustomLength) is { } fault)
            {
                faults.Add($"custom.{name}", fault);
            }
        }

        return faults.Any ? None : new CustomFields(JsonSerializer.Serialize(fields));
    }

    /// <summary>Reads what was stored.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Parse(string json)
    {
        return JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaximumName && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string? FaultOf(JsonElement value, int maximumLength) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => null,
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number) ? null : "must be a finite number",
        JsonValueKind.String => TextFault(value, maximumLength),
        _ => "must be a text, a number, true, false or a date such as 2026-01-31",
    };

    private static string? TextFault(JsonElement value, int maximumLength)
    {
        string text;
        try
        {
            text = value.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return "must be valid Unicode text";
        }

        return text.Length > maximumLength ? $"must be at most {maximumLength} characters"
            : text.Any(char.IsControl) ? "must not hold control characters"
            : null;
    }
}
