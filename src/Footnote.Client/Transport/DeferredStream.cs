namespace Footnote.Client.Transport;

/// <summary>Opened when its first byte is wanted and closed with its last, so that a request of many files holds one of them.</summary>
internal sealed class DeferredStream(Func<Stream> open) : Stream
{
    private Stream? _stream;
    private bool _isAtEnd;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        _isAtEnd ? 0 : CloseAtEnd((_stream ??= open()).Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _isAtEnd ? 0 : CloseAtEnd(await (_stream ??= open()).ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int CloseAtEnd(int read)
    {
        if (read == 0)
        {
            _isAtEnd = true;
            _stream?.Dispose();
            _stream = null;
        }

        return read;
    }
}
