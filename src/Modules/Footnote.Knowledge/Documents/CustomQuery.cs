using System.Globalization;
using Footnote.Knowledge.Searching;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Conditions on custom fields in a query string: <c>custom.name=value</c>, <c>custom.name.from=</c>, <c>custom.name.to=</c>. A value
/// there has no kind: it equals the text, the number or the truth value that is written that way.
/// </summary>
internal sealed record CustomQuery
{
    private const string Prefix = "custom.";

    public IReadOnlyDictionary<string, string> Equal { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<Bound> Bounds { get; private init; } = [];

    /// <summary>Reads the parameters that begin with "custom.".</summary>
    public static CustomQuery Read(IQueryCollection query, FieldErrors faults)
    {
        var equal = new Dictionary<string, string>(StringComparer.Ordinal);
        var bounds = new List<Bound>();
        foreach (var (parameter, values) in query.Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var value = values.Count == 1 ? values[0] ?? string.Empty : null;
            var parts = parameter[Prefix.Length..].Split('.');
            if (value is null || !CustomFields.IsName(parts[0]) || parts is not ([_] or [_, "from" or "to"]))
            {
                faults.Add(parameter, "must be custom.<name>, custom.<name>.from or custom.<name>.to, given once");
            }
            else if (parts.Length == 1)
            {
                equal[parts[0]] = value;
            }
            else if (Bound.Of(parts[0], value, isLower: parts[1] == "from") is { } bound)
            {
                bounds.Add(bound);
            }
            else
            {
                faults.Add(parameter, "must be a number or a date such as 2026-01-31");
            }
        }

        var count = equal.Count + bounds.Count;
        faults.AddIf(count > CustomConditions.Maximum, "custom", $"must be at most {CustomConditions.Maximum} conditions");
        return new CustomQuery { Equal = equal, Bounds = bounds };
    }

    /// <summary>One end of a range, of numbers or of dates.</summary>
    internal sealed record Bound(string Name, bool IsLower, double? Number, string? Date)
    {
        public static Bound? Of(string name, string value, bool isLower)
        {
            if (CustomFields.TryDate(value, out _))
            {
                return new Bound(name, isLower, Number: null, value);
            }

            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? new Bound(name, isLower, number, Date: null)
                : null;
        }
    }
}
