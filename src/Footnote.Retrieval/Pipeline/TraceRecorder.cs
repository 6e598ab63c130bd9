namespace Footnote.Retrieval.Pipeline;

/// <summary>Collects what the stages of one request did.</summary>
internal sealed class TraceRecorder(TimeProvider clock)
{
    private readonly List<StageTrace> _stages = [];

    public long Start() => clock.GetTimestamp();

    public void End(string name, long started, int count, string? note = null) =>
        _stages.Add(new StageTrace(name, clock.GetElapsedTime(started).TotalMilliseconds, count, note));

    public RetrievalTrace ToTrace() => new([.. _stages]);
}
