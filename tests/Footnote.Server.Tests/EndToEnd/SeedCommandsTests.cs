using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Footnote.Client;
using Footnote.Client.Collections;
using Footnote.Client.Documents;
using Footnote.Testing;

namespace Footnote.Server.Tests.EndToEnd;

/// <summary>The first commands a newcomer types, run with the real curl and jq.</summary>
public sealed class SeedCommandsTests
{
    private const string Script = """
        set -euo pipefail
        curl -sS -X POST $BASE/auth/register -H "Content-Type: application/json" \
          -d '{"email":"you@example.com","password":"YourSecurePassword123!"}' > "$OUT/register.json"
        TOKEN=$(curl -sS -X POST $BASE/auth/login -H "Content-Type: application/json" \
          -d '{"email":"you@example.com","password":"YourSecurePassword123!"}' | jq -r '.access_token')
        curl -sS -X POST $BASE/chat/message -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \
          -d '{"message":"What is RAG and how does it work?","enable_rag":true}' > "$OUT/answer.json"
        """;

    [Fact]
    public async Task Commands_of_the_first_conversation_give_a_cited_answer_from_the_samples()
    {
        await using var app = await StartAsync();
        await LoadSamplesAsync(app);
        using var output = new TemporaryFolder();
        await RunAsync(app.BaseAddress, output);

        Assert.Equal("registered", Read(output, "register.json").GetProperty("status").GetString());
        var answer = Read(output, "answer.json");
        var metadata = answer.GetProperty("metadata");
        Assert.Equal("answered", metadata.GetProperty("outcome").GetString());
        string[] names = ["tokens_used", "response_time_ms", "model_used", "cached", "strategy", "fallback_used"];
        Assert.All(names, name => Assert.True(metadata.TryGetProperty(name, out _), name));
        var text = answer.GetProperty("answer").GetString() ?? "";
        Assert.Contains("passages", text);
        var sources = answer.GetProperty("sources").EnumerateArray().ToDictionary(source => source.GetProperty("index").GetInt32());
        var markers = Regex.Matches(text, @"\[(\d+)\]")
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(markers);
        Assert.All(markers, marker => Assert.Contains(
            sources[marker].GetProperty("quote").GetString()!, sources[marker].GetProperty("excerpt").GetString()!));
    }

    [Fact]
    public async Task Commands_of_the_first_conversation_on_an_empty_server_say_that_nothing_was_found()
    {
        await using var app = await StartAsync();
        using var output = new TemporaryFolder();
        await RunAsync(app.BaseAddress, output);

        var answer = Read(output, "answer.json");
        Assert.True(answer.GetProperty("session_id").TryGetGuid(out _));
        Assert.True(answer.GetProperty("message_id").TryGetGuid(out _));
        Assert.Equal("not_found", answer.GetProperty("metadata").GetProperty("outcome").GetString());
    }

    private static async Task<FootnoteApp> StartAsync()
    {
        if (!IsInstalled("curl") || !IsInstalled("jq"))
        {
            Assert.Skip("needs curl and jq");
        }

        return await FootnoteApp.StartAsync();
    }

    /// <summary>Uploads all articles as the operator and waits for each.</summary>
    private static async Task LoadSamplesAsync(FootnoteApp app)
    {
        using var http = app.NewOperatorClient();
        var client = new FootnoteClient(http);
        var collection = await client.Collections.CreateAsync(
            new CreateCollectionRequest("Samples", CollectionKind.Sample), TestContext.Current.CancellationToken);
        var accepted = new List<Guid>();
        foreach (var file in Directory.EnumerateFiles(SamplesFolder()))
        {
            await using var content = File.OpenRead(file);
            var upload = new DocumentUpload(Path.GetFileName(file), content) { CollectionId = collection.Id };
            accepted.Add((await client.Documents.UploadAsync(upload, TestContext.Current.CancellationToken)).Id);
        }

        foreach (var id in accepted)
        {
            var document = await client.Documents.WaitAsync(id, null, TestContext.Current.CancellationToken);
            Assert.Equal(DocumentStatus.Completed, document.Status);
        }
    }

    private static string SamplesFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "samples", "articles")))
        {
            folder = folder.Parent;
        }

        return Path.Combine((folder ?? throw new InvalidOperationException("The samples are missing.")).FullName, "samples", "articles");
    }

    private static JsonElement Read(TemporaryFolder folder, string name) =>
        JsonDocument.Parse(File.ReadAllText(folder.Path(name))).RootElement;

    private static async Task RunAsync(Uri server, TemporaryFolder output)
    {
        var start = new ProcessStartInfo("bash", ["-c", Script])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment = { ["BASE"] = server.ToString().TrimEnd('/'), ["OUT"] = output.Root },
        };
        using var shell = Process.Start(start)!;
        var errors = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, errors);
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
