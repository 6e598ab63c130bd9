namespace Footnote.Knowledge.Sources;

/// <summary>When a source runs by itself: every so often, once a day at a time (UTC), or never.</summary>
internal sealed record SourceSchedule(TimeSpan? Every, TimeOnly? DailyAt)
{
    /// <summary>The first moment after <paramref name="now"/>; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset now)
    {
        if (Every is { } interval)
        {
            return now + interval;
        }

        if (DailyAt is not { } time)
        {
            return null;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + time.ToTimeSpan();
        return today > now ? today : today.AddDays(1);
    }
}
