using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Tests.Resumable;

/// <summary>Speaks the tus protocol by hand.</summary>
internal sealed class TusClient(HttpClient http)
{
    public string Version { get; set; } = "1.0.0";

    public Task<HttpResponseMessage> CreateAsync(long length, string fileName, params (string Name, string Value)[] fields)
    {
        var pairs = fields.Prepend(("filename", fileName))
            .Select(field => $"{field.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(field.Item2))}");
        return SendAsync(HttpMethod.Post, new Uri("/uploads", UriKind.Relative), content: null,
            ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)), ("Upload-Metadata", string.Join(",", pairs)));
    }

    public async Task<Uri> CreatedAsync(long length, string fileName, params (string Name, string Value)[] fields)
    {
        using var response = await CreateAsync(length, fileName, fields);
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        Assert.True(response.Headers.Contains("Upload-Expires"));
        return response.Headers.Location!;
    }

    public Task<HttpResponseMessage> HeadAsync(Uri upload) => SendAsync(HttpMethod.Head, upload, content: null);

    public Task<HttpResponseMessage> DeleteAsync(Uri upload) => SendAsync(HttpMethod.Delete, upload, content: null);

    public Task<HttpResponseMessage> PatchAsync(
        Uri upload, long offset, byte[] piece, string type = "application/offset+octet-stream", string? checksum = null)
    {
        var content = new ByteArrayContent(piece);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        (string, string)[] headers = [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture))];
        return SendAsync(HttpMethod.Patch, upload, content, checksum is null ? headers : [.. headers, ("Upload-Checksum", checksum)]);
    }

    public async Task<long> OffsetAsync(Uri upload)
    {
        using var response = await HeadAsync(upload);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("no-store", response.Headers.CacheControl?.ToString());
        return long.Parse(Header(response, "Upload-Offset")!, CultureInfo.InvariantCulture);
    }

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, Uri address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Add("Tus-Resumable", Version);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request, KnowledgeApp.Token);
    }
}
