using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Footnote.Simulators.S3;

/// <summary>What the operations do to the bucket and answer.</summary>
public sealed partial class S3Simulator
{
    private static readonly XNamespace Names = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The document to answer with; null for an empty answer.</summary>
    private XElement? Do(HttpContext context, string operation, string key, byte[] body)
    {
        IQueryCollection query = context.Request.Query;
        switch (operation)
        {
            case "put":
                Put(key, body);
                context.Response.Headers.ETag = _objects[key].ETag;
                return null;
            case "delete":
                Remove(key);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return null;
            case "list":
                return List(query);
            case "begin":
                return Begin(key);
            case "part":
                var part = new S3StoredObject(body, ETagOf(body), TimeProvider.System.GetUtcNow());
                Upload(query).Parts[int.Parse(query["partNumber"].ToString(), CultureInfo.InvariantCulture)] = part;
                context.Response.Headers.ETag = part.ETag;
                return null;
            case "complete":
                return Complete(Upload(query), body);
            case "abort":
                _uploads.TryRemove(Upload(query).Id, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return null;
            case "uploads":
                return ListUploads(query["prefix"].ToString());
            default:
                throw new S3Refusal(405, "MethodNotAllowed");
        }
    }

    private XElement List(IQueryCollection query)
    {
        string prefix = query["prefix"].ToString();
        string after = query["continuation-token"].ToString();
        var found = _objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(item => string.CompareOrdinal(item.Key, after) > 0)
            .OrderBy(item => item.Key, StringComparer.Ordinal).Take(PageSize + 1).ToList();
        bool isTruncated = found.Count > PageSize;
        List<KeyValuePair<string, S3StoredObject>> page = found[..Math.Min(PageSize, found.Count)];
        return new XElement(
            Names + "ListBucketResult",
            new XElement(Names + "Name", Bucket),
            new XElement(Names + "Prefix", prefix),
            new XElement(Names + "KeyCount", page.Count),
            new XElement(Names + "MaxKeys", PageSize),
            new XElement(Names + "IsTruncated", isTruncated),
            isTruncated ? new XElement(Names + "NextContinuationToken", page[^1].Key) : null,
            page.Select(item => new XElement(
                Names + "Contents",
                new XElement(Names + "Key", item.Key),
                new XElement(Names + "LastModified", Time(item.Value.Modified)),
                new XElement(Names + "ETag", item.Value.ETag),
                new XElement(Names + "Size", item.Value.Content.Length),
                new XElement(Names + "StorageClass", "STANDARD"))));
    }

    private XElement Begin(string key)
    {
        string id = $"upload-{Interlocked.Increment(ref _uploadCount)}";
        _uploads[id] = new S3Upload(id, key, TimeProvider.System.GetUtcNow());
        return new XElement(
            Names + "InitiateMultipartUploadResult",
            new XElement(Names + "Bucket", Bucket),
            new XElement(Names + "Key", key),
            new XElement(Names + "UploadId", id));
    }

    private XElement Complete(S3Upload upload, byte[] body)
    {
        using var stream = new MemoryStream(body);
        var parts = XElement.Load(stream).Elements().Where(element => element.Name.LocalName == "Part").ToList();
        using var content = new MemoryStream();
        foreach (XElement part in parts)
        {
            int number = int.Parse(Value(part, "PartNumber"), CultureInfo.InvariantCulture);
            if (!upload.Parts.TryGetValue(number, out S3StoredObject? stored) || stored.ETag.Trim('"') != Value(part, "ETag").Trim('"'))
            {
                throw new S3Refusal(400, "InvalidPart");
            }

            content.Write(stored.Content);
        }

        Put(upload.Key, content.ToArray(), ETagOf(content.ToArray()).TrimEnd('"') + $"-{parts.Count}\"");
        _uploads.TryRemove(upload.Id, out _);
        return new XElement(
            Names + "CompleteMultipartUploadResult",
            new XElement(Names + "Bucket", Bucket),
            new XElement(Names + "Key", upload.Key),
            new XElement(Names + "ETag", _objects[upload.Key].ETag));
    }

    private XElement ListUploads(string prefix) => new(
        Names + "ListMultipartUploadsResult",
        new XElement(Names + "Bucket", Bucket),
        new XElement(Names + "IsTruncated", false),
        _uploads.Values.Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(upload => new XElement(
            Names + "Upload",
            new XElement(Names + "Key", upload.Key),
            new XElement(Names + "UploadId", upload.Id),
            new XElement(Names + "Initiated", Time(upload.Initiated)))));

    private S3Upload Upload(IQueryCollection query) =>
        _uploads.TryGetValue(query["uploadId"].ToString(), out S3Upload? upload) ? upload : throw new S3Refusal(404, "NoSuchUpload");

    private async Task SendObjectAsync(HttpContext context, string operation, string key, S3Fault? fault)
    {
        HttpResponse response = context.Response;
        if (!_objects.TryGetValue(key, out S3StoredObject? stored))
        {
            throw new S3Refusal(404, "NoSuchKey");
        }

        string match = context.Request.Headers.IfMatch.ToString();
        if (match.Length > 0 && match.Trim('"') != stored.ETag.Trim('"'))
        {
            throw new S3Refusal(412, "PreconditionFailed");
        }

        long from = context.Request.GetTypedHeaders().Range?.Ranges.First().From ?? 0;
        if (from > 0 && from >= stored.Content.Length)
        {
            throw new S3Refusal(416, "InvalidRange");
        }

        response.Headers.ETag = stored.ETag;
        response.Headers.LastModified = stored.Modified.ToString("R", CultureInfo.InvariantCulture);
        response.ContentLength = stored.Content.Length - from;
        if (context.Request.Headers.Range.Count > 0)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {from}-{stored.Content.Length - 1}/{stored.Content.Length}";
        }

        if (operation == "head")
        {
            return;
        }

        int length = fault?.Kind == S3FaultKind.Cut ? Math.Min(fault.Bytes, stored.Content.Length) : stored.Content.Length - (int)from;
        await response.Body.WriteAsync(stored.Content.AsMemory((int)from, length), context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        if (fault?.Kind == S3FaultKind.Cut)
        {
            context.Abort();
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : WriteXmlAsync(context, ErrorXml(code));
    }

    private static async Task WriteXmlAsync(HttpContext context, XElement? document)
    {
        if (document is not null)
        {
            context.Response.ContentType = "application/xml";
            await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}");
        }
    }

    private static XElement ErrorXml(string code) => new(
        "Error", new XElement("Code", code), new XElement("Message", $"simulated {code}"), new XElement("RequestId", "simulated"));

    private static string Value(XElement parent, string name) =>
        parent.Elements().First(element => element.Name.LocalName == name).Value;

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
