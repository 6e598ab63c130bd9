using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Knowledge.Searching;

/// <summary>
/// What a custom field of a document must be: equal to a text, a number, true or false, or within a range of numbers or of dates such as
/// 2026-01-31. A document without the field, or with a value of another kind, does not satisfy it.
/// </summary>
public sealed record CustomCondition
{
    [JsonPropertyName("equals")]
    public JsonElement? EqualTo { get; init; }

    /// <summary>The lower bound, inclusive: a number, or a date.</summary>
    public JsonElement? From { get; init; }

    /// <summary>The upper bound, inclusive: of the same kind as the lower.</summary>
    public JsonElement? To { get; init; }
}
