using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Testing;
using Npgsql;

namespace Footnote.Cli.Tests;

/// <summary>FOOTNOTE_KILL_ROUNDS=20 is the full size.</summary>
public class KillTests
{
    private const int DocumentsPerRound = 12;
    private static readonly int Rounds = Size.Of("FOOTNOTE_KILL_ROUNDS", 3);

    [Fact]
    public async Task Server_killed_during_ingestion_finishes_every_accepted_document_after_its_restart()
    {
        await using var server = new RunningServer();
        await server.InitializeAsync();
        var accepted = new List<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            using (var http = await ConnectAsync(server))
            {
                accepted.AddRange(await UploadAsync(new FootnoteClient(http), round));

                // the queue works on two documents at a time: each round is cut at another place of their way
                await Task.Delay(TimeSpan.FromMilliseconds(round * 61 % 400));
                await server.KillAsync();
            }

            await server.InitializeAsync();
        }

        using var connection = await ConnectAsync(server);
        var client = new FootnoteClient(connection);
        await AssertWholeAsync(client, accepted);
        var found = await Command.RunAsync("search", "crane number 2007 lifts", "--limit", "50", "--data", server.Data, "--json");
        var results = found.JsonLines[0].GetProperty("results").EnumerateArray().ToList();
        var chunks = results.Select(passage => passage.GetProperty("chunk_id").GetGuid()).ToList();
        Assert.Equal(chunks.Distinct().Count(), chunks.Count);
        Assert.Contains("2007", results[0].GetProperty("excerpt").GetString());
    }

    [Fact]
    public async Task Two_servers_on_one_database_that_are_killed_in_turn_finish_every_document_once()
    {
        var database = await PostgresFixture.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var first = new RunningServer("--database", database);
        await using var second = new RunningServer("--database", database);
        await first.InitializeAsync();

        // both keep their originals in one folder, as an object store at scale does
        Directory.CreateDirectory(second.Data);
        Directory.CreateSymbolicLink(Path.Combine(second.Data, "objects"), Path.Combine(first.Data, "objects"));
        await second.InitializeAsync();
        var accepted = new List<Guid>();
        for (var round = 0; round < Rounds; round++)
        {
            var (victim, other) = round % 2 == 0 ? (first, second) : (second, first);
            using (var doomed = await ConnectAsync(victim))
            using (var safe = await ConnectAsync(other))
            {
                var uploads = await Task.WhenAll(
                    UploadAsync(new FootnoteClient(doomed), (2 * round) + 100), UploadAsync(new FootnoteClient(safe), (2 * round) + 101));
                accepted.AddRange(uploads.SelectMany(ids => ids));
                await Task.Delay(TimeSpan.FromMilliseconds(round * 73 % 500));
                await victim.KillAsync();
            }

            await victim.InitializeAsync();
        }

        using var connection = await ConnectAsync(second);
        await AssertWholeAsync(new FootnoteClient(connection), accepted);
        await using var direct = new NpgsqlConnection(database);
        await direct.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select count(*) from knowledge.chunks c join knowledge.documents d on d.id = c.document_id
            where c.version_id <> d.current_version_id or not exists (select from knowledge.embeddings e where e.ordinal = c.ordinal)
            """, direct);
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task AssertWholeAsync(FootnoteClient client, List<Guid> accepted)
    {
        foreach (var id in accepted)
        {
            Assert.Equal(DocumentStatus.Completed, (await client.Documents.WaitAsync(id)).Status);
        }

        var listed = new List<Guid>();
        string? after = null;
        do
        {
            var page = await client.Documents.ListAsync(new DocumentListQuery { Page = new PageRequest(100, after) });
            listed.AddRange(page.Data.Select(document => document.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(accepted.Order(), listed.Order());
    }

    private static async Task<HttpClient> ConnectAsync(RunningServer server)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Url()) };
        var token = await File.ReadAllTextAsync(Path.Combine(server.Data, "operator.token"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
        return http;
    }

    private static async Task<List<Guid>> UploadAsync(FootnoteClient client, int round)
    {
        var ids = new List<Guid>();
        for (var number = 0; number < DocumentsPerRound; number++)
        {
            var name = (round * 1000) + number;
            var lines = Enumerable.Range(1, 40).Select(line => $"Crane number {name} lifts {line + 10} tonnes in test {line}.");
            var text = string.Join("\n\n", lines);
            ids.Add((await client.Documents.CreateAsync(new CreateDocumentRequest($"Crane {name}", text))).Id);
        }

        return ids;
    }
}
