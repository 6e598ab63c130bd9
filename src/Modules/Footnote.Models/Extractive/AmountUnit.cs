namespace Footnote.Models.Extractive;

/// <summary>What an amount that is asked for is measured in.</summary>
internal enum AmountUnit
{
    Any,
    Money,
    Duration,
    Age,
    Count,
    Frequency,
}
