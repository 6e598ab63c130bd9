using System.Runtime.CompilerServices;
using Footnote.Platform.Hosting;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>Objects in a bucket. Bytes pass through a local file on the way in and, for the readers, on the way out.</summary>
internal sealed class S3ObjectStore(S3Bucket bucket, string prefix, DataFolder folder, TimeProvider timeProvider)
    : IObjectStore, IDisposable
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Why the last request failed; null when it did not.</summary>
    public string? Trouble => bucket.Trouble;

    public PendingObject Create()
    {
        var key = ObjectKey.Create(timeProvider.GetUtcNow());
        Directory.CreateDirectory(folder.Temporary);
        return new S3PendingObject(bucket, NameOf(key), key, Path.Combine(folder.Temporary, key));
    }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        var name = NameOf(key);
        return await bucket.OpenAsync(name, from: 0, eTag: null, cancellationToken) is { } content
            ? new S3ReadStream(bucket, name, content)
            : null;
    }

    public async Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        await using var source = await OpenReadAsync(key, cancellationToken);
        if (source is null)
        {
            return null;
        }

        Directory.CreateDirectory(folder.Temporary);
        var path = Path.Combine(folder.Temporary, $"{key}.{Guid.NewGuid():n}");
        var isWhole = false;
        try
        {
            // the stream ends after the announced length, which bounds the file
            await using var target = TemporaryFile.Create(path);
            await source.CopyToAsync(target, BufferBytes, cancellationToken);
            isWhole = true;
            return new LocalFile(path, () => File.Delete(path));
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(path);
            }
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => bucket.DeleteAsync(NameOf(key), cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in bucket.ListAsync(prefix, cancellationToken))
        {
            var key = item.Key[prefix.Length..];
            if (ObjectKey.TryReadTime(key, out var createdAt))
            {
                yield return new StoredObject(key, item.Size, createdAt);
            }
        }
    }

    public async Task RemoveLeftoversAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        await bucket.AbortUploadsAsync(prefix, before, cancellationToken);

    public void Dispose() => bucket.Dispose();

    private string NameOf(string key)
    {
        ObjectKey.Check(key);
        return prefix + key;
    }
}
