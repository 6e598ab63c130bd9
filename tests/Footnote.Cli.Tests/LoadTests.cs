using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;

namespace Footnote.Cli.Tests;

/// <summary>FOOTNOTE_LOAD_CLIENTS=64 FOOTNOTE_LOAD_DOCUMENTS=2000 is the full size.</summary>
public class LoadTests
{
    private const int Accounts = 8;
    private const int DeleteEvery = 10;
    private static readonly int Clients = Size.Of("FOOTNOTE_LOAD_CLIENTS", 8);
    private static readonly int Documents = Size.Of("FOOTNOTE_LOAD_DOCUMENTS", 80);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_clients_at_once_lose_nothing_double_nothing_and_no_deleted_document_is_found_again()
    {
        await using var server = new RunningServer();
        await server.InitializeAsync();
        var people = await SignUpAsync(server);
        var accepted = new ConcurrentDictionary<int, Guid>();
        var deleted = new ConcurrentDictionary<int, Guid>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var watching = WatchAsync(people[0], end.Token);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = Token };
        await Parallel.ForAsync(0, Documents, parallel, async (number, token) =>
        {
            var client = people[number % people.Count];
            var id = await UploadAsync(client, number, token);
            if (number % DeleteEvery == 0)
            {
                // at whatever state the queue has brought it to: a different one for each
                await Task.Delay(number / DeleteEvery % 20 * 50, token);
                await client.Documents.DeleteAsync(id, token);
                await AssertGoneAsync(client, number, id);
                deleted[number] = id;
            }
            else
            {
                accepted[number] = id;
            }
        });
        await WaitUntilIdleAsync(people[0]);
        await end.CancelAsync();
        await watching;

        var listed = await ListAsync(people[0]);
        Assert.Equal(accepted.Values.Order(), listed.Select(document => document.Id).Order());
        Assert.All(listed, document => Assert.Equal(DocumentStatus.Completed, document.Status));
        var position = listed.Max(document => document.Position);
        foreach (var (number, id) in accepted.Where(pair => pair.Key % 7 == 0))
        {
            var found = await SearchAsync(people[number % people.Count], number, position);
            Assert.Equal([id], found.Where(passage => passage.Excerpt.Contains(Word(number), StringComparison.Ordinal))
                .Select(passage => passage.DocumentId).Distinct());
        }

        foreach (var (number, id) in deleted)
        {
            await AssertGoneAsync(people[number % people.Count], number, id);
        }
    }

    private static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"quayword{number}x");

    private static async Task<List<FootnoteClient>> SignUpAsync(RunningServer server)
    {
        var clients = new List<FootnoteClient>();
        for (var number = 0; number < Math.Min(Accounts, Clients); number++)
        {
            var http = new HttpClient { BaseAddress = new Uri(server.Url()), Timeout = TimeSpan.FromMinutes(5) };
            var credentials = new { email = $"load{number}@example.com", password = "Correct-horse-battery-9" };
            using var registered = await http.PostAsJsonAsync("auth/register", credentials, Token);
            registered.EnsureSuccessStatusCode();
            using var login = await http.PostAsJsonAsync("auth/login", credentials, Token);
            var tokens = await login.Content.ReadFromJsonAsync<JsonElement>(Token);
            http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
            clients.Add(new FootnoteClient(http));
        }

        return clients;
    }

    /// <summary>Only a limit that the reference names may refuse, and it says when to come again.</summary>
    private static async Task<Guid> UploadAsync(FootnoteClient client, int number, CancellationToken cancellationToken)
    {
        var text = string.Join(' ', Enumerable.Repeat($"The crane on {Word(number)} lifts {number + 10} tonnes.", 6));
        while (true)
        {
            try
            {
                return (await client.Documents.CreateAsync(
                    new CreateDocumentRequest($"Crane {number}", text), $"load-{number}", cancellationToken)).Id;
            }
            catch (FootnoteApiException refused) when (refused.Status is HttpStatusCode.TooManyRequests && refused.RetryAfter is { } wait)
            {
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    private static async Task AssertGoneAsync(FootnoteClient client, int number, Guid id)
    {
        var gone = await Assert.ThrowsAsync<FootnoteApiException>(() => client.Documents.GetAsync(id, Token));
        Assert.Equal(HttpStatusCode.NotFound, gone.Status);
        Assert.DoesNotContain(await SearchAsync(client, number, position: null), passage => passage.DocumentId == id);
    }

    private static async Task<IReadOnlyList<FoundPassage>> SearchAsync(FootnoteClient client, int number, long? position)
    {
        while (true)
        {
            try
            {
                var request = new SearchRequest($"crane {Word(number)}") { Limit = 50, MinPosition = position };
                return (await client.SearchAsync(request, Token)).Results;
            }
            catch (FootnoteApiException behind) when (behind.Code == "POSITION_NOT_REACHED")
            {
                await Task.Delay(behind.RetryAfter ?? TimeSpan.FromSeconds(1), Token);
            }
        }
    }

    private static async Task<List<Document>> ListAsync(FootnoteClient client)
    {
        var all = new List<Document>();
        string? after = null;
        do
        {
            var page = await client.Documents.ListAsync(new DocumentListQuery { Page = new PageRequest(100, after) }, Token);
            all.AddRange(page.Data);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    /// <summary>While others upload: what is listed is whole, and listed once.</summary>
    private static async Task WatchAsync(FootnoteClient client, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await client.Documents.ListAsync(new DocumentListQuery { Page = new PageRequest(100) }, Token);
            Assert.Equal(page.Data.Count, page.Data.Select(document => document.Id).Distinct().Count());
            Assert.All(page.Data, document =>
            {
                Assert.StartsWith("Crane ", document.Title, StringComparison.Ordinal);
                Assert.True(document.Position > 0);
                Assert.NotEqual(DocumentStatus.Failed, document.Status);
                Assert.Equal(document.Status == DocumentStatus.Completed, document.Chunks > 0);
            });
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken));
        }
    }

    private static async Task WaitUntilIdleAsync(FootnoteClient client)
    {
        while ((await client.Ingestion.GetAsync(Token)) is { } state && state.Queued + state.Running > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), Token);
        }
    }
}
