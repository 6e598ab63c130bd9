namespace Footnote.Knowledge.Sources.Running;

/// <summary>Counts of a run while it goes on; read by the one who reports, written by the one who runs.</summary>
internal sealed class RunTally
{
    private const int MostFailures = 100;
    private readonly Lock _lock = new();
    private readonly List<ItemFailure> _failures = [];

    public int Seen { get; set; }

    public int Created { get; set; }

    public int Replaced { get; set; }

    public int Unchanged { get; set; }

    /// <summary>Items that cannot become documents, such as pictures.</summary>
    public int Skipped { get; set; }

    public int Deleted { get; set; }

    public int Failed { get; private set; }

    public int Missing { get; set; }

    /// <summary>The first hundred.</summary>
    public IReadOnlyList<ItemFailure> Failures
    {
        get
        {
            lock (_lock)
            {
                return [.. _failures];
            }
        }
    }

    public void Fail(string reference, SourceFailure failure)
    {
        lock (_lock)
        {
            Failed++;
            if (_failures.Count < MostFailures)
            {
                _failures.Add(new ItemFailure(reference, failure.Code, failure.Message));
            }
        }
    }
}
