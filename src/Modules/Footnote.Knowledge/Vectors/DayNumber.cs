namespace Footnote.Knowledge.Vectors;

/// <summary>How an index outside compares what a filter of this server compares.</summary>
internal static class DayNumber
{
    /// <summary>A day as a number that grows with it: 20260131.</summary>
    public static int Of(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;
}
