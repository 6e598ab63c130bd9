using System.Runtime.CompilerServices;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Storage.S3;

namespace Footnote.Knowledge.Sources.Buckets;

/// <summary>The objects of a bucket under a prefix.</summary>
internal sealed class BucketConnector(S3Bucket bucket, string prefix, SourceScope scope) : ISourceConnector
{
    public async IAsyncEnumerable<SourceItem> ListAsync(SourceMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var objects = bucket.ListAsync(prefix, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(objects))
        {
            var found = objects.Current;
            if (!found.Key.EndsWith('/') && scope.Wants(found.Key))
            {
                yield return new SourceItem(found.Key, found.ETag) { FileName = found.Key.Split('/')[^1] };
            }
        }
    }

    public async Task<SourceContent?> OpenAsync(SourceItem item, CancellationToken cancellationToken)
    {
        try
        {
            return await bucket.OpenAsync(item.Reference, from: 0, item.Version, cancellationToken) is { } content
                ? new SourceContent(new S3ReadStream(bucket, item.Reference, content))
                : null;
        }
        catch (ObjectStoreException exception)
        {
            throw new SourceException(SourceFailures.Store(exception.Message), exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        bucket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<S3Object> objects)
    {
        try
        {
            return await objects.MoveNextAsync();
        }
        catch (ObjectStoreException exception)
        {
            throw new SourceException(SourceFailures.Store(exception.Message), exception);
        }
    }
}
