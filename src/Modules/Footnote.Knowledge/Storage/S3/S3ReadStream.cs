using Amazon.Runtime;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>Reads an object from any place. A connection that breaks or falls silent is opened again where it ended, and only if the
/// object is still the same.</summary>
internal sealed class S3ReadStream : ReadOnlyStream
{
    private readonly S3Bucket _bucket;
    private readonly string _key;
    private readonly string _eTag;
    private S3Content? _content;
    private long _contentPosition;
    private long _position;

    public S3ReadStream(S3Bucket bucket, string key, S3Content start)
    {
        _bucket = bucket;
        _key = key;
        _eTag = start.ETag;
        _content = start;
        Length = start.Length;
    }

    public override bool CanSeek => true;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(buffer, cancellationToken);
            }
            catch (Exception exception) when (IsInterruption(exception) && !cancellationToken.IsCancellationRequested)
            {
                CloseContent();
                if (attempt >= _bucket.MaxRetries)
                {
                    throw new ObjectStoreException(
                        ObjectStoreFault.Unavailable, "The object store breaks off while an object is read.", exception);
                }
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            SeekOrigin.End => Length + offset,
            _ => throw new ArgumentOutOfRangeException(nameof(origin)),
        };
        return _position;
    }

    protected override void Dispose(bool disposing)
    {
        CloseContent();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_content is null || _contentPosition != _position)
        {
            CloseContent();
            _content = await _bucket.OpenAsync(_key, _position, _eTag, cancellationToken)
                ?? throw new ObjectStoreException(ObjectStoreFault.Wrong, "An object was deleted while it was read.");
            _contentPosition = _position;
        }

        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        idle.CancelAfter(_bucket.IdleTimeout);
        var read = await _content.Body.ReadAsync(buffer, idle.Token);
        if (read == 0)
        {
            throw new EndOfStreamException("The object store sent fewer bytes than it announced.");
        }

        _contentPosition += read;
        _position += read;
        if (_position == Length)
        {
            EndContent();
        }

        return read;
    }

    /// <summary>The SDK compares the checksum of an object that was read from its start to its end.</summary>
    private void EndContent()
    {
        var content = _content;
        _content = null;
        try
        {
            content?.Dispose();
        }
        catch (AmazonClientException exception)
        {
            throw new ObjectStoreException(ObjectStoreFault.Wrong, "An object differs from what was written.", exception);
        }
    }

    private static bool IsInterruption(Exception exception) =>
        exception is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException;

    /// <summary>Gives up an answer in the middle, whose checksum says nothing.</summary>
    private void CloseContent()
    {
        var content = _content;
        _content = null;
        try
        {
            content?.Dispose();
        }
        catch (AmazonClientException)
        {
            // the part that was read is right as far as it goes
        }
    }
}
