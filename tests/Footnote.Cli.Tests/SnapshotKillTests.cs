using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;

namespace Footnote.Cli.Tests;

public class SnapshotKillTests
{
    private const int Rounds = 3;
    private const int MostRounds = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Server_killed_in_the_middle_of_a_snapshot_starts_again_and_finds_everything()
    {
        await using var server = new RunningServer();
        server.Environment["FOOTNOTE__Knowledge__SnapshotInterval"] = "00:00:01";
        var indexes = Path.Combine(server.Data, "indexes");
        var accepted = new List<Guid>();
        var interrupted = 0;
        for (var round = 0; round < Rounds || (interrupted == 0 && round < MostRounds); round++)
        {
            await server.InitializeAsync();
            Assert.Empty(Unfinished(indexes));
            using var http = await ConnectAsync(server);
            var uploads = new FootnoteClient(http);
            await UploadAsync(uploads, accepted);
            await UploadUntilKilledAsync(uploads, KillInSnapshotAsync(server, indexes), accepted);
            interrupted += Unfinished(indexes).Length;
        }

        Assert.True(interrupted > 0, "No snapshot was cut short.");
        await server.InitializeAsync();
        using var connection = await ConnectAsync(server);
        var client = new FootnoteClient(connection);
        foreach (var id in accepted)
        {
            var document = await client.Documents.WaitAsync(id);
            Assert.Equal(DocumentStatus.Completed, document.Status);
        }

        var number = accepted.Count - 1;
        var found = await client.SearchAsync(new SearchRequest($"crane number {number + 5000}"));
        Assert.Contains(found.Results, result => result.DocumentId == accepted[number]);
        Assert.Empty(Unfinished(indexes));
        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>Kills the server at the first sign of a snapshot that is being written.</summary>
    private static Task KillInSnapshotAsync(RunningServer server, string indexes) => Task.Run(async () =>
    {
        using var limit = new CancellationTokenSource(Patience);
        while (Unfinished(indexes).Length == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        await server.KillAsync();
    });

    /// <summary>Uploads one document after the other while the server lives.</summary>
    private static async Task UploadUntilKilledAsync(FootnoteClient client, Task killed, List<Guid> accepted)
    {
        while (!killed.IsCompleted)
        {
            try
            {
                await UploadAsync(client, accepted);
            }
            catch (HttpRequestException)
            {
                break;
            }
        }

        await killed;
    }

    private static async Task UploadAsync(FootnoteClient client, List<Guid> accepted)
    {
        var text = $"Crane number {accepted.Count + 5000} lifts a container.";
        accepted.Add((await client.Documents.CreateAsync(new CreateDocumentRequest($"Crane {accepted.Count}", text))).Id);
    }

    private static string[] Unfinished(string indexes) =>
        Directory.Exists(indexes) ? Directory.GetDirectories(indexes, ".unfinished-*") : [];

    private static async Task<HttpClient> ConnectAsync(RunningServer server)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Url()) };
        var token = await File.ReadAllTextAsync(Path.Combine(server.Data, "operator.token"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
        return http;
    }
}
