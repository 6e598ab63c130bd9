namespace Footnote.Knowledge.Indexing;

/// <summary>Something that several holders use; the last one to let go disposes of it.</summary>
internal sealed class Shared<T>(T value)
    where T : class, IDisposable
{
    private int _holders = 1;

    public T Value => value;

    /// <summary>Adds a holder; only who holds it may call this.</summary>
    public Shared<T> Share()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            value.Dispose();
        }
    }
}
