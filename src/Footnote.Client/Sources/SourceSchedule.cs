namespace Footnote.Client.Sources;

/// <summary>Either an interval or a time of the day.</summary>
public sealed record SourceSchedule
{
    /// <summary>Such as 01:00:00.</summary>
    public string? Every { get; init; }

    /// <summary>Such as 03:30, in UTC.</summary>
    public string? DailyAt { get; init; }
}
