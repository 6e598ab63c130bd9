using System.Globalization;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Polly;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>The requests to one bucket, each through the resilience pipeline. Failures are <see cref="ObjectStoreException"/>.</summary>
internal sealed class S3Bucket : IDisposable
{
    private readonly S3Settings _settings;
    private readonly HttpClient _http;
    private readonly AmazonS3Client _client;
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger _logger;

    /// <summary>Takes over <paramref name="http"/>, whose handler decides where connections may go.</summary>
    public S3Bucket(S3Settings settings, HttpClient http, ILogger logger)
    {
        _settings = settings;
        _http = http;
        _logger = logger;
        _client = S3ClientFactory.Create(settings, http);
        _pipeline = S3Pipeline.Create(settings);
    }

    /// <summary>Why the last request failed; null when it did not.</summary>
    public string? Trouble { get; private set; }

    public TimeSpan IdleTimeout => _settings.AttemptTimeout;

    public int MaxRetries => _settings.MaxRetries;

    /// <summary>Stores a file; it is there in whole or not at all.</summary>
    public Task PutAsync(string key, string path, CancellationToken cancellationToken)
    {
        var length = new FileInfo(path).Length;
        return length <= _settings.PartBytes
            ? RunAsync("put", token => PutOnceAsync(key, path, token), cancellationToken)
            : new S3MultipartUpload(this, key, path, length).RunAsync(cancellationToken);
    }

    /// <summary>The object from a place on; null when there is none. With an ETag the object must still be the same.</summary>
    public Task<S3Content?> OpenAsync(string key, long from, string? eTag, CancellationToken cancellationToken) =>
        RunAsync("get", token => OpenOnceAsync(key, from, eTag, token), cancellationToken);

    /// <summary>The size of the object; null when there is none.</summary>
    public Task<long?> SizeAsync(string key, CancellationToken cancellationToken) => RunAsync(
        "head",
        async token =>
        {
            try
            {
                var response = await _client.GetObjectMetadataAsync(
                    new GetObjectMetadataRequest { BucketName = _settings.Bucket, Key = key }, token);
                return (long?)response.ContentLength;
            }
            catch (AmazonServiceException fault) when (S3Faults.IsMissing(fault))
            {
                return null;
            }
        },
        cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => RunAsync(
        "delete",
        async token =>
        {
            try
            {
                await _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _settings.Bucket, Key = key }, token);
            }
            catch (AmazonServiceException fault) when (S3Faults.IsMissing(fault))
            {
                // some stores say so where others say nothing
            }

            return true;
        },
        cancellationToken);

    public async IAsyncEnumerable<S3Object> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = _settings.Bucket, Prefix = prefix };
        do
        {
            var page = await RunAsync("list", token => _client.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var item in page.S3Objects ?? [])
            {
                var modified = item.LastModified.GetValueOrDefault().ToUniversalTime();
                yield return new S3Object(
                    item.Key, item.Size.GetValueOrDefault(), item.ETag ?? string.Empty, new DateTimeOffset(modified, TimeSpan.Zero));
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>Gives up uploads in parts that were begun under the prefix before a moment and never ended; returns how many.</summary>
    public async Task<int> AbortUploadsAsync(string prefix, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _settings.Bucket, Prefix = prefix };
        var page = await RunAsync("list", token => _client.ListMultipartUploadsAsync(request, token), cancellationToken);
        var old = (page.MultipartUploads ?? [])
            .Where(upload => upload.Initiated.GetValueOrDefault().ToUniversalTime() < before.UtcDateTime);
        var count = 0;
        foreach (var upload in old)
        {
            await AbortUploadAsync(upload.Key, upload.UploadId, cancellationToken);
            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    internal int PartBytes => _settings.PartBytes;

    internal Task<string> BeginUploadAsync(string key, CancellationToken cancellationToken) => RunAsync(
        "put",
        async token => (await _client.InitiateMultipartUploadAsync(
            new InitiateMultipartUploadRequest { BucketName = _settings.Bucket, Key = key }, token)).UploadId,
        cancellationToken);

    internal Task<PartETag> PutPartAsync(S3Part part, CancellationToken cancellationToken) => RunAsync(
        "put",
        async token =>
        {
            // a new request for every attempt: the SDK closes the file of a request that failed
            var request = new UploadPartRequest
            {
                BucketName = _settings.Bucket,
                Key = part.Key,
                UploadId = part.UploadId,
                PartNumber = part.Number,
                FilePath = part.Path,
                FilePosition = part.From,
                PartSize = part.Size,
                UseChunkEncoding = false,
            };
            return new PartETag(part.Number, (await _client.UploadPartAsync(request, token)).ETag);
        },
        cancellationToken);

    internal Task CompleteUploadAsync(string key, string uploadId, List<PartETag> parts, CancellationToken cancellationToken) => RunAsync(
        "put",
        token => _client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = _settings.Bucket, Key = key, UploadId = uploadId, PartETags = parts }, token),
        cancellationToken);

    internal Task AbortUploadAsync(string key, string uploadId, CancellationToken cancellationToken) => RunAsync(
        "abort",
        async token =>
        {
            try
            {
                await _client.AbortMultipartUploadAsync(
                    new AbortMultipartUploadRequest { BucketName = _settings.Bucket, Key = key, UploadId = uploadId }, token);
            }
            catch (AmazonServiceException fault) when (S3Faults.IsMissing(fault))
            {
                // it has ended meanwhile
            }

            return true;
        },
        cancellationToken);

    private async Task<bool> PutOnceAsync(string key, string path, CancellationToken cancellationToken)
    {
        await _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _settings.Bucket,
                Key = key,
                FilePath = path,
                ContentType = "application/octet-stream",
                UseChunkEncoding = false,
            },
            cancellationToken);
        return true;
    }

    private async Task<S3Content?> OpenOnceAsync(string key, long from, string? eTag, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = _settings.Bucket, Key = key, EtagToMatch = eTag };
        if (from > 0)
        {
            request.ByteRange = new ByteRange(string.Create(CultureInfo.InvariantCulture, $"bytes={from}-"));
        }

        try
        {
            var response = await _client.GetObjectAsync(request, cancellationToken);
            return new S3Content(response.ResponseStream, response.ContentLength, response.ETag ?? string.Empty, response);
        }
        catch (AmazonServiceException fault) when (S3Faults.IsMissing(fault))
        {
            return null;
        }
    }

    private async Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = await _pipeline.ExecuteAsync(async token => await call(token), cancellationToken);
            Trouble = null;
            return result;
        }
        catch (Exception exception) when (S3Faults.IsFault(exception) && !cancellationToken.IsCancellationRequested)
        {
            var translated = S3Faults.Translate(exception);
            Trouble = translated.Message;
            Log.ObjectStoreFailed(_logger, operation, translated.Fault, S3Faults.CodeOf(exception));
            throw translated;
        }
    }
}
