using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Footnote.Client.Documents;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Resumable;

public sealed class TusTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Join("\n\n", Enumerable.Range(0, 500).Select(i => $"The paragraph {i} of the resumable lighthouse file.")));

    [Fact]
    public async Task Pieces_become_a_document_with_the_fields_of_the_metadata_and_the_bytes_of_all_of_them()
    {
        var person = await server.App.RegisterAsync();
        var tus = new TusClient(person.Http);
        var upload = await tus.CreatedAsync(
            Content.Length, "lighthouse.md", ("tags", "coast,night"), ("restricted", "true"), ("filetype", "text/markdown"));
        foreach (var (start, end) in new[] { (0, 1000), (1000, 1000), (1000, 9000) })
        {
            using var piece = await tus.PatchAsync(upload, start, Content[start..end]);
            Assert.Equal((HttpStatusCode.NoContent, $"{end}"), (piece.StatusCode, TusClient.Header(piece, "Upload-Offset")));
            Assert.Equal(end, await tus.OffsetAsync(upload));
        }

        using var last = await tus.PatchAsync(upload, 9000, Content[9000..]);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        var id = Guid.Parse(TusClient.Header(last, "Footnote-Document")!);
        var document = await person.Client.Documents.WaitAsync(id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.Completed, "lighthouse.md", true), (document.Status, document.FileName, document.Restricted));
        Assert.Equal(["coast", "night"], document.Tags);
        Assert.Equal(Content, await OriginalAsync(person, id));
        using var head = await tus.HeadAsync(upload);
        Assert.Equal(id.ToString("D"), TusClient.Header(head, "Footnote-Document"));
    }

    [Fact]
    public async Task Options_name_version_extensions_and_size()
    {
        var person = await server.App.RegisterAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri("/uploads", UriKind.Relative));
        using var response = await person.Http.SendAsync(request, KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(
            ["1.0.0", "1.0.0", "creation,termination,expiration,checksum", "52428800", "sha1,sha256"],
            new[] { "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm" }
                .Select(name => TusClient.Header(response, name)));
    }

    [Fact]
    public async Task Requests_that_break_the_protocol_are_refused_and_move_nothing()
    {
        var person = await server.App.RegisterAsync();
        var tus = new TusClient(person.Http);
        var upload = await tus.CreatedAsync(Content.Length, "strict.txt");
        await AssertRefusedAsync(tus.PatchAsync(upload, 5, Content[5..10]), 409, "UPLOAD_OFFSET_MISMATCH");
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, Content, type: "application/octet-stream"), 415, "UNSUPPORTED_MEDIA_TYPE");
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, [.. Content, 1]), 413, "PAYLOAD_TOO_LARGE");
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, Content[..9], checksum: "sha256 AAAA"), 460, "CHECKSUM_MISMATCH");
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, Content[..9], checksum: "md5 AAAA"), 400, "VALIDATION_FAILED");
        await AssertRefusedAsync(tus.CreateAsync(52_428_801, "large.txt"), 413, "PAYLOAD_TOO_LARGE");
        await AssertRefusedAsync(tus.CreateAsync(0, "empty.txt"), 400, "EMPTY_FILE");
        await AssertRefusedAsync(tus.CreateAsync(5, "../up.txt"), 400, "INVALID_FILE_NAME");
        await AssertRefusedAsync(tus.CreateAsync(5, "a.txt", ("colour", "red")), 400, "VALIDATION_FAILED");
        Assert.Equal(0, await tus.OffsetAsync(upload));
        var right = "sha256 " + Convert.ToBase64String(SHA256.HashData(Content.AsSpan(0, 9)));
        using (var piece = await tus.PatchAsync(upload, 0, Content[..9], checksum: right))
        {
            Assert.Equal(HttpStatusCode.NoContent, piece.StatusCode);
        }

        tus.Version = "0.2.2";
        await AssertRefusedAsync(tus.PatchAsync(upload, 9, Content[9..]), 412, "TUS_VERSION_UNSUPPORTED");
    }

    [Fact]
    public async Task Upload_is_nobody_elses_and_is_gone_when_it_is_cancelled()
    {
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var tus = new TusClient(owner.Http);
        var upload = await tus.CreatedAsync(Content.Length, "mine.txt");
        foreach (var stranger in new[] { new TusClient(other.Http) })
        {
            await AssertRefusedAsync(stranger.HeadAsync(upload), 404, code: null);
            await AssertRefusedAsync(stranger.PatchAsync(upload, 0, Content), 404, "NOT_FOUND");
            await AssertRefusedAsync(stranger.DeleteAsync(upload), 404, "NOT_FOUND");
        }

        using (var cancelled = await tus.DeleteAsync(upload))
        {
            Assert.Equal(HttpStatusCode.NoContent, cancelled.StatusCode);
        }

        await AssertRefusedAsync(tus.HeadAsync(upload), 404, code: null);
    }

    [Fact]
    public async Task Whole_file_of_a_kind_that_cannot_be_read_is_refused_and_leaves_nothing()
    {
        var person = await server.App.RegisterAsync();
        var tus = new TusClient(person.Http);
        byte[] program = [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0];
        var upload = await tus.CreatedAsync(program.Length, "program.txt");
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, program), 415, "UNSUPPORTED_MEDIA_TYPE");
        await AssertRefusedAsync(tus.HeadAsync(upload), 404, code: null);
    }

    [Fact]
    public async Task Connection_that_breaks_keeps_what_has_arrived_and_a_restarted_server_goes_on()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        var tus = new TusClient(person.Http);
        var upload = await tus.CreatedAsync(Content.Length, "broken.txt");
        await SendBrokenAsync(app, person.AccessToken, upload, Content[..7000]);
        while (await tus.OffsetAsync(upload) == 0)
        {
            await Task.Delay(20, KnowledgeApp.Token);
        }

        await app.RestartAsync();
        person = await app.SignInAsync(person.Email);
        tus = new TusClient(person.Http);
        var offset = (int)await tus.OffsetAsync(upload);
        Assert.InRange(offset, 1, 7000);
        using var rest = await tus.PatchAsync(upload, offset, Content[offset..]);
        var id = Guid.Parse(TusClient.Header(rest, "Footnote-Document")!);
        Assert.Equal(Content, await OriginalAsync(person, id));
    }

    [Fact]
    public async Task Whole_upload_whose_server_died_before_the_document_becomes_it_at_the_next_look()
    {
        var person = await server.App.RegisterAsync();
        var tus = new TusClient(person.Http);
        var upload = await tus.CreatedAsync(Content.Length, "late.txt");
        using (await tus.PatchAsync(upload, 0, Content[..^1]))
        {
        }

        // the state of a crash between the last piece and its document
        await using (var connection = await server.App.OpenDatabaseAsync())
        {
            await connection.ExecuteAsync(
                "update knowledge.uploads set length = received where id = @Id", new { Id = Guid.Parse(upload.ToString().Split('/')[^1]) });
        }

        using var head = await tus.HeadAsync(upload);
        using var again = await tus.HeadAsync(upload);
        var id = TusClient.Header(head, "Footnote-Document");
        Assert.NotNull(id);
        Assert.Equal(id, TusClient.Header(again, "Footnote-Document"));
    }

    [Fact]
    public async Task Expired_upload_is_gone_and_unfinished_ones_are_limited()
    {
        await using var app = await KnowledgeApp.StartAsync(
            new HashingEmbeddings(), ("UploadExpiry", "00:00:01"), ("MaxUnfinishedUploads", "2"));
        var person = await app.RegisterAsync();
        var tus = new TusClient(person.Http);
        var upload = await tus.CreatedAsync(100, "a.txt");
        await tus.CreatedAsync(100, "b.txt");
        await AssertRefusedAsync(tus.CreateAsync(100, "c.txt"), 429, "UPLOAD_QUOTA_EXCEEDED");
        HttpStatusCode status;
        do
        {
            await Task.Delay(50, KnowledgeApp.Token);
            using var head = await tus.HeadAsync(upload);
            status = head.StatusCode;
        }
        while (status == HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Gone, status);
        await AssertRefusedAsync(tus.PatchAsync(upload, 0, new byte[10]), 410, "UPLOAD_EXPIRED");
        await tus.CreatedAsync(100, "d.txt");
    }

    private static Task<byte[]> OriginalAsync(SignedIn person, Guid id) =>
        person.Http.GetByteArrayAsync(new Uri($"/documents/{id}/original", UriKind.Relative), KnowledgeApp.Token);

    private static async Task AssertRefusedAsync(Task<HttpResponseMessage> sending, int status, string? code)
    {
        using var response = await sending;
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("1.0.0", TusClient.Header(response, "Tus-Resumable"));
        if (code is not null)
        {
            Assert.Contains($"\"{code}\"", await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
        }
    }

    private static async Task SendBrokenAsync(FootnoteApp app, string token, Uri upload, byte[] part)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(app.BaseAddress.Host, app.BaseAddress.Port, KnowledgeApp.Token);
        await using var stream = tcp.GetStream();
        var head = $"PATCH {upload} HTTP/1.1\r\nHost: localhost:{app.BaseAddress.Port}\r\nAuthorization: Bearer {token}\r\n"
            + "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
            + $"Content-Length: {Content.Length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), KnowledgeApp.Token);
        await stream.WriteAsync(part, KnowledgeApp.Token);
        await Task.Delay(300, KnowledgeApp.Token);
    }
}
