using System.Text.Json;
using System.Text.Json.Serialization;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Searching;

namespace Footnote.Knowledge.Indexing;

/// <summary>The custom fields of a document as searches compare them. Immutable; as JSON an object, as stored.</summary>
[JsonConverter(typeof(CustomValuesConverter))]
internal sealed class CustomValues
{
    private readonly Dictionary<string, object> _values;

    private CustomValues(Dictionary<string, object> values) => _values = values;

    public static CustomValues Empty { get; } = new([]);

    /// <summary>Reads what is stored; values of other kinds, which are never stored, are left out.</summary>
    public static CustomValues Parse(string json)
    {
        if (json is "{}" or "")
        {
            return Empty;
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in CustomFields.Parse(json))
        {
            if (ValueOf(value) is { } known)
            {
                values[name] = known;
            }
        }

        return new CustomValues(values);
    }

    public IReadOnlyDictionary<string, object> All => _values;

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public string ToJson() => JsonSerializer.Serialize(_values);

    public bool Satisfy(string name, CustomCondition condition)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return false;
        }

        return (condition.EqualTo is not { } wanted || value.Equals(ValueOf(wanted)))
            && (condition.From is not { } from || Compare(value, ValueOf(from)) >= 0)
            && (condition.To is not { } to || Compare(value, ValueOf(to)) <= 0);
    }

    /// <summary>Null when the two are not of one kind that has an order.</summary>
    private static int? Compare(object value, object? bound) => (value, bound) switch
    {
        (double number, double limit) => number.CompareTo(limit),
        (string text, string limit) when CustomFields.TryDate(text, out var date) && CustomFields.TryDate(limit, out var day) =>
            date.CompareTo(day),
        _ => null,
    };

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
