using System.Collections.Concurrent;

namespace Footnote.Encoder.Scheduling;

/// <summary>Keeps the memory of bulk calls, as much as calls have run at the same time. Thread-safe.</summary>
internal sealed class BulkWorkPool
{
    private const int Kept = 8;

    private readonly ConcurrentBag<BulkWork> _free = [];

    public BulkWork Rent() => _free.TryTake(out BulkWork? work) ? work : new BulkWork();

    public void Return(BulkWork work)
    {
        if (_free.Count < Kept)
        {
            _free.Add(work);
        }
    }
}
