using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Footnote.Knowledge.Tests.Bulk;

/// <summary>A bulk upload as a client makes it by hand.</summary>
internal static class BulkRequest
{
    public static readonly Uri Address = new("/documents/bulk", UriKind.Relative);

    public static MultipartFormDataContent Form(params (string Path, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (path, content) in files)
        {
            Add(form, path, content);
        }

        return form;
    }

    public static void Add(MultipartFormDataContent form, string path, byte[] content)
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = $"\"{path}\"" };
        form.Add(part);
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Zip(params (string Path, byte[] Content)[] entries)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in entries)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return memory.ToArray();
    }

    public static async Task<(int Status, JsonElement Body)> SendAsync(HttpClient http, HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await http.SendAsync(request, KnowledgeApp.Token);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(KnowledgeApp.Token)).RootElement);
    }

    /// <summary>Path and, where it was refused, the code of each result.</summary>
    public static IReadOnlyList<(string? Path, string? Code)> Results(JsonElement body) =>
        [.. body.GetProperty("results").EnumerateArray()
            .Select(result => (result.GetProperty("path").GetString(), result.GetProperty("code").GetString()))];

    public static IReadOnlyList<Guid> Documents(JsonElement body) =>
        [.. body.GetProperty("results").EnumerateArray().Where(result => result.GetProperty("status").GetString() == "accepted")
            .Select(result => result.GetProperty("document").GetProperty("id").GetGuid())];
}
