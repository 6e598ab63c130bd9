namespace Footnote.Encoder.Scheduling;

/// <summary>A batch of bulk work that is being computed. The gate counts them from 0, the lowest free number first.</summary>
internal sealed class BulkWorker(QueryGate gate, int index)
{
    public bool IsTaken { get; set; }

    /// <summary>Called between layers.</summary>
    public void YieldToQueries() => gate.Pause(index);
}
