namespace Footnote.Knowledge.Storage;

/// <summary>An object being written. Disposing it before the commit leaves nothing behind.</summary>
internal abstract class PendingObject : IAsyncDisposable
{
    /// <summary>Where the bytes go; also a readable file once they are flushed.</summary>
    public abstract Stream Stream { get; }

    /// <summary>The path of the bytes so far, for looking at them before the commit.</summary>
    public abstract string Path { get; }

    /// <summary>The key under which the object is found after the commit.</summary>
    public abstract string Key { get; }

    /// <summary>Makes the object durable and visible.</summary>
    public abstract Task CommitAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
