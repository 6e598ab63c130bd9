using System.Buffers;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Resumable;

/// <summary>
/// Writes the body of a request to the store, in pieces, each of which moves the offset for good. When the connection breaks, what has
/// arrived is kept; with a checksum all of it is kept or nothing.
/// </summary>
internal sealed class PieceWriter(IObjectStore store, UploadTable table, IOptions<KnowledgeOptions> options)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Appends to the upload, whose offset is then the new one.</summary>
    public async Task<Error?> AppendAsync(UploadRow upload, Stream body, TusChecksum? checksum, CancellationToken cancellationToken)
    {
        var isOpen = true;
        while (isOpen)
        {
            var room = upload.Length - upload.Received;
            var limit = checksum is null ? Math.Min(room, options.Value.UploadPartBytes) : room;
            await using var pending = store.Create();
            var (size, state) = await FillAsync(body, pending, limit, checksum, cancellationToken);
            isOpen = state == BodyState.Open && size < room;
            if (state == BodyState.Open && size == room && await HasMoreAsync(body, cancellationToken))
            {
                return KnowledgeErrors.BeyondLength(upload.Length);
            }

            if (checksum is not null && (state == BodyState.Broken || !checksum.IsRight()))
            {
                return KnowledgeErrors.WrongChecksum();
            }

            if (size > 0 && !await KeepAsync(upload, pending, size))
            {
                return KnowledgeErrors.WrongOffset(upload.Received);
            }
        }

        return null;
    }

    /// <summary>The caller may be gone: what has arrived is kept nevertheless.</summary>
    private async Task<bool> KeepAsync(UploadRow upload, PendingObject pending, long size)
    {
        await pending.CommitAsync(CancellationToken.None);
        if (await table.AddPartAsync(upload, size, pending.Key, CancellationToken.None))
        {
            return true;
        }

        await store.DeleteAsync(pending.Key, CancellationToken.None);
        return false;
    }

    private static async Task<(long Size, BodyState State)> FillAsync(
        Stream body, PendingObject pending, long limit, TusChecksum? checksum, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var size = 0L;
        try
        {
            while (size < limit)
            {
                var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - size)), cancellationToken);
                if (read == 0)
                {
                    return (size, BodyState.Ended);
                }

                checksum?.Append(buffer.AsSpan(0, read));
                await pending.Stream.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
                size += read;
            }

            return (size, BodyState.Open);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException && !DiskFull.Is(exception))
        {
            return (size, BodyState.Broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<bool> HasMoreAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(new byte[1], cancellationToken) > 0;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private enum BodyState
    {
        Open,
        Ended,
        Broken,
    }
}
