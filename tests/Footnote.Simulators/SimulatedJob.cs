namespace Footnote.Simulators;

/// <summary>A job at the simulated parsing service.</summary>
internal sealed class SimulatedJob(string id, IReadOnlyList<SimulatedPage> pages)
{
    private int _polls;

    public string Id { get; } = id;

    public IReadOnlyList<SimulatedPage> Pages { get; } = pages;

    /// <summary>How often it has been looked at, this time included.</summary>
    public int Poll() => Interlocked.Increment(ref _polls);
}
