using System.Text.Json.Serialization;

namespace Footnote.Client.Searching;

/// <summary>What a custom field must be; members that are set must all hold.</summary>
public sealed record CustomCondition
{
    /// <summary>The exact value: a text, a number or a boolean.</summary>
    [JsonPropertyName("equals")]
    public object? EqualTo { get; init; }

    /// <summary>The lower bound, inclusive: a number, or a date as a text such as 2026-01-31.</summary>
    public object? From { get; init; }

    /// <summary>The upper bound, inclusive.</summary>
    public object? To { get; init; }
}
