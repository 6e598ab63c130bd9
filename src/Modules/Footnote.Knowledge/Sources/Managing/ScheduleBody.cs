namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Either an interval or a time of the day (UTC); neither means that the source runs when it is asked to.</summary>
internal sealed record ScheduleBody
{
    /// <summary>Such as 01:00:00, with days in front of a dot.</summary>
    public string? Every { get; init; }

    /// <summary>Such as 03:30, in UTC.</summary>
    public string? DailyAt { get; init; }
}
