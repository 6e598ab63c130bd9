namespace Footnote.Retrieval.Dense;

/// <summary>
/// Spin locks for the link lists of nodes, shared by nodes of the same residue. They are held for microseconds, and one at a time.
/// </summary>
internal sealed class NodeLocks
{
    private const int Stripes = 4096;
    private readonly int[] _held = new int[Stripes];

    public void Enter(int node)
    {
        ref var held = ref _held[node & (Stripes - 1)];
        var wait = default(SpinWait);
        while (Interlocked.CompareExchange(ref held, 1, 0) != 0)
        {
            wait.SpinOnce();
        }
    }

    public void Exit(int node) => Volatile.Write(ref _held[node & (Stripes - 1)], 0);
}
