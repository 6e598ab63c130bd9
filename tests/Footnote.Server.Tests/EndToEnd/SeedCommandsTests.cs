using System.Diagnostics;
using System.Text.Json;
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
    public async Task Commands_of_the_first_conversation_work_as_they_stand()
    {
        if (!IsInstalled("curl") || !IsInstalled("jq"))
        {
            Assert.Skip("needs curl and jq");
        }

        await using var app = await FootnoteApp.StartAsync();
        using var output = new TemporaryFolder();
        await RunAsync(app.BaseAddress, output);

        var registered = Read(output, "register.json");
        Assert.Equal("you@example.com", registered.GetProperty("email").GetString());
        var answer = Read(output, "answer.json");
        Assert.True(answer.TryGetProperty("answer", out _), answer.ToString());
        Assert.True(answer.GetProperty("session_id").TryGetGuid(out _));
        Assert.True(answer.GetProperty("message_id").TryGetGuid(out _));
        Assert.Equal("not_found", answer.GetProperty("metadata").GetProperty("outcome").GetString());
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
