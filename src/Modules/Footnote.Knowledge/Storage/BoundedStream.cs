namespace Footnote.Knowledge.Storage;

/// <summary>Reads another stream, which it owns, up to a number of bytes: reading beyond it throws.</summary>
internal sealed class BoundedStream(Stream source, long limit, Func<Exception> beyond) : ReadOnlyStream
{
    /// <summary>Bytes that were read.</summary>
    public long Count { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Bounded(source.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Bounded(await source.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Bounded(int read)
    {
        Count += read;
        return Count > limit ? throw beyond() : read;
    }
}
