using Footnote.Client;
using Footnote.Client.Documents;

namespace Footnote.Cli.Tests;

public class KillTests
{
    private const int Rounds = 3;
    private const int DocumentsPerRound = 12;

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
                await Task.Delay(TimeSpan.FromMilliseconds(40 * round));
                await server.KillAsync();
            }

            await server.InitializeAsync();
        }

        using var connection = await ConnectAsync(server);
        var client = new FootnoteClient(connection);
        foreach (var id in accepted)
        {
            Assert.Equal(DocumentStatus.Completed, (await client.Documents.WaitAsync(id)).Status);
        }

        var listed = await client.Documents.ListAsync(new DocumentListQuery { Page = new PageRequest(Limit: 100) });
        Assert.Equal(accepted.Order(), listed.Data.Select(document => document.Id).Order());
        var found = await Command.RunAsync("search", "crane number 2007 lifts", "--limit", "50", "--data", server.Data, "--json");
        var results = found.JsonLines[0].GetProperty("results").EnumerateArray().ToList();
        var chunks = results.Select(passage => passage.GetProperty("chunk_id").GetGuid()).ToList();
        Assert.Equal(chunks.Distinct().Count(), chunks.Count);
        Assert.Contains("2007", results[0].GetProperty("excerpt").GetString());
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
