namespace Footnote.Encoder.Scheduling;

/// <summary>One of the threads of a bulk call, counted from 0.</summary>
internal sealed class BulkWorker(QueryGate gate, int index)
{
    /// <summary>Called between layers.</summary>
    public void YieldToQueries() => gate.Pause(index);
}
