using System.Text.Json;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Searching;

/// <summary>Checks conditions on custom fields.</summary>
internal static class CustomConditions
{
    public const int Maximum = 20;

    public static void Check(IReadOnlyDictionary<string, CustomCondition> conditions, string path, FieldErrors faults)
    {
        faults.AddIf(conditions.Count > Maximum, path, $"must be at most {Maximum} conditions");
        foreach (var (name, condition) in conditions.Take(Maximum))
        {
            if (!CustomFields.IsName(name))
            {
                faults.Add(path, $"has a field whose name {CustomFields.NameText}");
            }
            else if (FaultOf(condition) is { } fault)
            {
                faults.Add($"{path}.{name}", fault);
            }
        }
    }

    /// <summary>Equal for equal conditions, different for different ones.</summary>
    public static string CacheKey(IReadOnlyDictionary<string, CustomCondition>? conditions) => conditions is null
        ? string.Empty
        : JsonSerializer.Serialize(conditions.OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private static string? FaultOf(CustomCondition? condition)
    {
        if (condition is null or { EqualTo: null, From: null, To: null })
        {
            return "needs equals, from or to";
        }

        if (condition.EqualTo is { } wanted && !IsValue(wanted))
        {
            return "equals must be a text, a number, true or false";
        }

        var bounds = new[] { condition.From, condition.To }.OfType<JsonElement>();
        var kinds = bounds.Select(KindOf).Distinct(StringComparer.Ordinal).ToArray();
        return kinds.Contains(null, StringComparer.Ordinal) || kinds.Length > 1
            ? "from and to must both be numbers, or both dates such as 2026-01-31"
            : null;
    }

    private static bool IsValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.Number => IsNumber(element),
        JsonValueKind.String => TextOf(element) is not null,
        _ => false,
    };

    private static string? KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when IsNumber(element) => "number",
        JsonValueKind.String when TextOf(element) is { } text && CustomFields.TryDate(text, out _) => "date",
        _ => null,
    };

    private static bool IsNumber(JsonElement element) => element.TryGetDouble(out var number) && double.IsFinite(number);

    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
