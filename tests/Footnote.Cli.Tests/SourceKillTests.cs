using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Sources;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class SourceKillTests
{
    private const int Files = 90;
    private static readonly int[] KilledAfter = [1, 15, 40];

    [Fact]
    public async Task Server_killed_in_the_middle_of_a_run_has_every_file_once_after_the_next()
    {
        using var folder = new TemporaryFolder();
        foreach (var number in Enumerable.Range(1, Files))
        {
            folder.Write($"note{number}.md", $"Lighthouse number {number} stands on rock {number * 7}.");
        }

        await using var server = new RunningServer();
        server.Environment["FOOTNOTE__Knowledge__Sources__AllowedFolders"] = folder.Root;
        server.Environment["FOOTNOTE__Knowledge__Sources__LeaseTime"] = "00:00:05";
        await server.InitializeAsync();
        Guid id;
        using (var http = await ConnectAsync(server))
        {
            var client = new FootnoteClient(http);
            id = (await client.Sources.CreateAsync(new CreateSourceRequest("notes") { Folder = new SourceFolder(folder.Root) })).Id;
            await client.Sources.RunAsync(id);
        }

        foreach (var count in KilledAfter)
        {
            using (var http = await ConnectAsync(server))
            {
                await WhenAsync(new FootnoteClient(http), id, source => source.DocumentCount >= count);
            }

            await server.KillAsync();
            await server.InitializeAsync();
        }

        using var connection = await ConnectAsync(server);
        var last = new FootnoteClient(connection);
        await WhenAsync(last, id, source => source.LastRun is { State: "completed", Failed: 0 });
        var page = new DocumentListQuery { Page = new PageRequest(Limit: 100) };
        var titles = (await last.Documents.ListAsync(page)).Data.Select(document => document.Title).ToList();
        Assert.Equal(Files, titles.Count);
        Assert.Equal(Files, titles.Distinct(StringComparer.Ordinal).Count());
        var runs = (await last.Sources.RunsAsync(id)).Data;
        Assert.DoesNotContain(runs, run => run.Deleted > 0 || run.State == "running");
    }

    private static async Task WhenAsync(FootnoteClient client, Guid id, Func<Source, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition(await client.Sources.GetAsync(id, patience.Token)))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<HttpClient> ConnectAsync(RunningServer server)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Url()) };
        var token = await File.ReadAllTextAsync(Path.Combine(server.Data, "operator.token"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
        return http;
    }
}
