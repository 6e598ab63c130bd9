using System.Text.Json;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Collections;

/// <summary>Checks names of collections.</summary>
internal static class CollectionName
{
    private const int Maximum = 100;

    /// <summary>The name without blanks around it.</summary>
    public static string Check(string? text, FieldErrors faults)
    {
        var name = text?.Trim() ?? string.Empty;
        faults.AddIf(name.Length == 0, "name", "is required");
        faults.AddIf(name.Length > Maximum, "name", $"must be at most {Maximum} characters");
        faults.AddIf(name.Any(char.IsControl), "name", "must not hold control characters");
        return name;
    }

    public static string? Read(JsonElement value, FieldErrors faults)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return Check(value.GetString(), faults);
            }
            catch (InvalidOperationException)
            {
                // not valid Unicode
            }
        }

        faults.Add("name", "must be a text");
        return null;
    }
}
