using System.Buffers;
using System.Security.Cryptography;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Uploads;

/// <summary>Copies a request's bytes to the disk with a bound, hashing as they pass.</summary>
internal static class BoundedCopy
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>The size and SHA-256 of what was copied, or why it was refused.</summary>
    public static async Task<Result<ReceivedFile>> CopyAsync(Stream source, PendingObject target, long limit,
        CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var size = 0L;
            int read;
            while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
            {
                size += read;
                if (size > limit)
                {
                    return KnowledgeErrors.TooLarge(limit);
                }

                hash.AppendData(buffer, 0, read);
                await target.Stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await target.Stream.FlushAsync(cancellationToken);
            return size == 0 ? KnowledgeErrors.Empty() : new ReceivedFile(target, size, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
