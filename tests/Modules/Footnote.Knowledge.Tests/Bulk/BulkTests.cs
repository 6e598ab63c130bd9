using System.Net.Sockets;
using System.Text;
using Footnote.Client.Documents;

namespace Footnote.Knowledge.Tests.Bulk;

public sealed class BulkTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Form_of_files_and_an_archive_gives_a_document_or_a_reason_for_each()
    {
        var person = await server.App.RegisterAsync();
        var zip = BulkRequest.Zip(
            ("manuals/2024/crane.txt", BulkRequest.Text("The crane manual of 2024.")),
            ("manuals/program.exe", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("__MACOSX/manuals/._crane.txt", BulkRequest.Text("junk")),
            (".DS_Store", BulkRequest.Text("junk")),
            ("inner.zip", BulkRequest.Zip(("deep.txt", BulkRequest.Text("never read")))),
            ("empty.txt", []),
            ("../../etc/passwd", BulkRequest.Text("a slip")),
            ("/rooted.txt", BulkRequest.Text("a slip")),
            ("C:\\slip.txt", BulkRequest.Text("a slip")));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("harbour"), "tags" },
            { new StringContent("true"), "restricted" },
        };
        BulkRequest.Add(form, "plain.txt", BulkRequest.Text("A plain file."));
        BulkRequest.Add(form, "folder/inside.md", BulkRequest.Text("# Inside\n\nA file in a folder."));
        BulkRequest.Add(form, "all.zip", zip);
        BulkRequest.Add(form, "nothing.txt", []);
        var (status, body) = await BulkRequest.SendAsync(person.Http, form);
        Assert.Equal(202, status);
        Assert.Equal(
            [
                ("plain.txt", null), ("folder/inside.md", null), ("manuals/2024/crane.txt", null),
                ("manuals/program.exe", "UNSUPPORTED_MEDIA_TYPE"), ("inner.zip", "UNSUPPORTED_MEDIA_TYPE"), ("empty.txt", "EMPTY_FILE"),
                ("../../etc/passwd", "INVALID_FILE_NAME"), ("/rooted.txt", "INVALID_FILE_NAME"), ("C:\\slip.txt", "INVALID_FILE_NAME"),
                ("nothing.txt", "EMPTY_FILE"),
            ],
            BulkRequest.Results(body));
        Assert.Equal((3, 7, 2), (Number(body, "accepted"), Number(body, "refused"), Number(body, "skipped")));
        var ids = BulkRequest.Documents(body);
        var crane = await person.Client.Documents.WaitAsync(ids[2], cancellationToken: KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.Completed, "crane.txt", true), (crane.Status, crane.FileName, crane.Restricted));
        Assert.Equal(["harbour", "manuals", "manuals/2024"], crane.Tags);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.App.DataFolder, "tmp")));
    }

    [Fact]
    public async Task Request_sent_again_with_its_key_reports_the_same_documents_and_goes_on_where_it_was_cut()
    {
        var person = await server.App.RegisterAsync();
        var files = Enumerable.Range(0, 5).Select(i => ($"file{i}.txt", BulkRequest.Text($"Number {i} of {person.UserId}."))).ToArray();
        await SendCutAsync(person.AccessToken, files[..3], "cut-key");
        using var form = BulkRequest.Form(files);
        var (_, body) = await BulkRequest.SendAsync(person.Http, form, "cut-key");
        var ids = BulkRequest.Documents(body);
        Assert.Equal(5, ids.Count);
        var listed = await person.Client.Documents.ListAsync(
            new DocumentListQuery { Page = new(Limit: 100) }, KnowledgeApp.Token);
        Assert.Equal(ids.Order(), listed.Data.Where(document => document.OwnerId == person.UserId).Select(document => document.Id).Order());
        using var again = BulkRequest.Form(files);
        Assert.Equal(ids, BulkRequest.Documents((await BulkRequest.SendAsync(person.Http, again, "cut-key")).Body));
        using var other = BulkRequest.Form((files[0].Item1, BulkRequest.Text("Something else.")));
        var (_, reused) = await BulkRequest.SendAsync(person.Http, other, "cut-key");
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", BulkRequest.Results(reused)[0].Code);
    }

    [Fact]
    public async Task Archive_as_the_body_is_taken_apart()
    {
        var person = await server.App.RegisterAsync();
        using var body = new ByteArrayContent(BulkRequest.Zip(("gr\u00fc\u00dfe.txt", BulkRequest.Text("Greetings."))));
        body.Headers.ContentType = new("application/zip");
        var (status, report) = await BulkRequest.SendAsync(person.Http, body);
        Assert.Equal((202, "gr\u00fc\u00dfe.txt"), (status, BulkRequest.Results(report)[0].Path));
    }

    [Fact]
    public async Task Damaged_or_encrypted_archives_are_refused_by_name_and_what_is_whole_in_them_is_taken()
    {
        var person = await server.App.RegisterAsync();
        var zip = BulkRequest.Zip(("a.txt", BulkRequest.Text(new string('a', 200) + " first")), ("b.txt", BulkRequest.Text("second")));
        var local = Encoding.ASCII.GetBytes("b.txt");
        var damaged = zip.ToArray();
        damaged[damaged.AsSpan().IndexOf(local) + local.Length] ^= 0xFF;
        damaged[damaged.AsSpan().IndexOf(local) + local.Length + 2] ^= 0xFF;
        var encrypted = zip.ToArray();
        encrypted[6] |= 1;
        encrypted[encrypted.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        using var form = BulkRequest.Form(("damaged.zip", damaged), ("encrypted.zip", encrypted), ("cut.zip", zip[..40]));
        var (status, body) = await BulkRequest.SendAsync(person.Http, form);
        Assert.Equal(202, status);
        var results = BulkRequest.Results(body);
        Assert.Equal(("a.txt", null), results[0]);
        Assert.Equal(("b.txt", "ARCHIVE_DAMAGED"), results[1]);
        Assert.Equal(("a.txt", "ARCHIVE_ENCRYPTED"), results[2]);
        Assert.Equal(("b.txt", null), results[3]);
        Assert.Equal("cut.zip", results[4].Path);
        Assert.NotNull(results[4].Code);
    }

    [Fact]
    public async Task Limits_of_files_bytes_and_density_end_the_reading_and_say_so()
    {
        await using var app = await KnowledgeApp.StartAsync(
            new HashingEmbeddings(), ("MaxBulkFiles", "3"), ("MaxBulkBytes", "8000000"), ("MaxBulkRatio", "50"),
            ("MaxUploadBytes", "6000000"));
        var person = await app.RegisterAsync();
        var small = BulkRequest.Text("small");
        using var many = BulkRequest.Form(("many.zip", BulkRequest.Zip([.. Enumerable.Range(0, 5).Select(i => ($"{i}.txt", small))])));
        var (status, body) = await BulkRequest.SendAsync(person.Http, many);
        Assert.Equal((202, 3, "TOO_MANY_FILES"), (status, Number(body, "accepted"), Fault(body)));

        using var dense = BulkRequest.Form(
            ("ok.txt", small), ("bomb.zip", BulkRequest.Zip(("bomb.txt", new byte[5_000_000]), ("after.txt", small))));
        (status, body) = await BulkRequest.SendAsync(person.Http, dense);
        Assert.Equal((202, 1, "ARCHIVE_TOO_DENSE"), (status, Number(body, "accepted"), Fault(body)));

        using var large = BulkRequest.Form(("first.txt", Noise(5_000_000)), ("second.txt", Noise(5_000_000)));
        (status, body) = await BulkRequest.SendAsync(person.Http, large);
        Assert.Equal((202, 1, "PAYLOAD_TOO_LARGE"), (status, Number(body, "accepted"), Fault(body)));

        using var one = BulkRequest.Form(("one.txt", Noise(7_000_000)), ("two.txt", small));
        (status, body) = await BulkRequest.SendAsync(person.Http, one);
        Assert.Equal([("one.txt", "PAYLOAD_TOO_LARGE"), ("two.txt", null)], BulkRequest.Results(body));
    }

    [Fact]
    public async Task Requests_that_bring_no_file_or_wrong_fields_are_refused_as_a_whole()
    {
        var person = await server.App.RegisterAsync();
        using var none = new MultipartFormDataContent { { new StringContent("x"), "category" } };
        Assert.Equal(400, (await BulkRequest.SendAsync(person.Http, none)).Status);
        using var titled = new MultipartFormDataContent { { new StringContent("x"), "title" } };
        BulkRequest.Add(titled, "a.txt", BulkRequest.Text("a"));
        Assert.Equal(400, (await BulkRequest.SendAsync(person.Http, titled)).Status);
        using var late = BulkRequest.Form(("a.txt", BulkRequest.Text("before the field")));
        late.Add(new StringContent("x"), "category");
        var (status, body) = await BulkRequest.SendAsync(person.Http, late);
        Assert.Equal((202, 1, "VALIDATION_FAILED"), (status, Number(body, "accepted"), Fault(body)));
        using var json = new StringContent("{}", Encoding.UTF8, "application/json");
        Assert.Equal(415, (await BulkRequest.SendAsync(person.Http, json)).Status);
    }

    /// <summary>Sends a form whose last file never ends, and goes away once the whole files are listed.</summary>
    private async Task SendCutAsync(string token, (string Path, byte[] Content)[] files, string key)
    {
        const string Boundary = "cut-boundary";
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.App.BaseAddress.Host, server.App.BaseAddress.Port, KnowledgeApp.Token);
        await using var stream = tcp.GetStream();
        var head = $"POST /documents/bulk HTTP/1.1\r\nHost: localhost:{server.App.BaseAddress.Port}\r\nAuthorization: Bearer {token}\r\n"
            + $"Idempotency-Key: {key}\r\nContent-Type: multipart/form-data; boundary={Boundary}\r\nContent-Length: 100000\r\n\r\n";
        var parts = files.Select(file =>
            $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file.Path}\"\r\n\r\n"
            + Encoding.UTF8.GetString(file.Content) + "\r\n");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + string.Concat(parts)), KnowledgeApp.Token);
        await using var connection = await server.App.OpenDatabaseAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from knowledge.idempotency_keys k join knowledge.documents d on d.id = k.document_id "
            + "where d.file_name like 'file_.txt'";
        while ((long)(await command.ExecuteScalarAsync(KnowledgeApp.Token))! < files.Length - 1)
        {
            await Task.Delay(20, KnowledgeApp.Token);
        }
    }

    private static byte[] Noise(int size)
    {
        var random = new Random(1);
        var text = new byte[size];
        for (var i = 0; i < size; i++)
        {
            text[i] = (byte)random.Next('a', 'z' + 1);
        }

        return text;
    }

    private static int Number(System.Text.Json.JsonElement body, string name) => body.GetProperty(name).GetInt32();

    private static string? Fault(System.Text.Json.JsonElement body) => body.GetProperty("error").GetProperty("code").GetString();
}
