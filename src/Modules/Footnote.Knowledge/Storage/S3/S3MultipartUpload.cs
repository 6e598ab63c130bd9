using Amazon.S3.Model;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>Stores one large file in parts. Until the last step nothing is visible, and a failure gives the parts back.</summary>
internal sealed class S3MultipartUpload(S3Bucket bucket, string key, string path, long length)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var upload = await bucket.BeginUploadAsync(key, cancellationToken);
        var isDone = false;
        try
        {
            await bucket.CompleteUploadAsync(key, upload, await PutPartsAsync(upload, cancellationToken), cancellationToken);

            // a store may answer 200 and then fail: the protocol lets it, so the result is looked at
            isDone = await bucket.SizeAsync(key, cancellationToken) == length;
        }
        finally
        {
            if (!isDone)
            {
                await GiveUpAsync(upload);
            }
        }

        if (!isDone)
        {
            throw new ObjectStoreException(ObjectStoreFault.Wrong, "The object store did not keep all parts of an object.");
        }
    }

    private async Task<List<PartETag>> PutPartsAsync(string upload, CancellationToken cancellationToken)
    {
        var parts = new List<PartETag>();
        for (var from = 0L; from < length; from += bucket.PartBytes)
        {
            var part = new S3Part(key, upload, parts.Count + 1, path, from, Math.Min(bucket.PartBytes, length - from));
            parts.Add(await bucket.PutPartAsync(part, cancellationToken));
        }

        return parts;
    }

    /// <summary>As far as the store lets us; what stays is removed later by its age.</summary>
    private async Task GiveUpAsync(string upload)
    {
        try
        {
            await bucket.AbortUploadAsync(key, upload, CancellationToken.None);
        }
        catch (ObjectStoreException)
        {
            // the failure that led here is the one to report
        }
    }
}
