using System.Net;
using Dapper;
using Footnote.Client;
using Footnote.Client.Embedding;
using Footnote.Knowledge.Embedding;
using Footnote.Knowledge.Indexing;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Embedding;

public sealed class ReindexTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Model_is_built_beside_the_old_and_taken_into_use_when_it_is_complete()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        var documents = await AddAsync(person, 5);
        var gate = new TaskCompletionSource();
        models.Other.Gate = gate.Task;
        Assert.Equal(TestModels.Second, (await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token)).Target);

        var building = await person.Client.Reindex.GetAsync(KnowledgeApp.Token);
        Assert.Equal((ReindexState.Building, TestModels.First, 0), (building.State, building.Model, building.Embedded));
        Assert.Equal("hybrid", (await KnowledgeApp.SearchAsync(person, "ibis number 2", documents[^1].Position)).Strategy);
        Assert.Equal(0, models.Other.Questions);

        gate.SetResult();
        var ended = await InUseAsync(person);
        Assert.Equal((TestModels.Second, "second-96", 1.0), (ended.Model, ended.IndexedModelId, ended.Progress));
        var asked = models.Default.Questions;
        var found = await KnowledgeApp.SearchAsync(person, "ibis number 2");
        Assert.Equal("hybrid", found.Strategy);
        Assert.Equal(documents[2].Id, found.Results[0].DocumentId);
        Assert.Equal((asked, 1), (models.Default.Questions, models.Other.Questions));
        Assert.Equal(5, Vectors(app));
    }

    [Fact]
    public async Task Upload_during_the_build_gets_the_embeddings_of_both_models_and_later_ones_those_of_the_new()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        await AddAsync(person, 2);
        await using (await HoldAsync(app))
        {
            await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
            var during = await KnowledgeApp.AddAsync(person, "During", "The spoonbill came during the build.");
            Assert.Equal(["first-64", "second-96"], await ModelsOfAsync(app, during.Id));
        }

        await InUseAsync(person);
        var after = await KnowledgeApp.AddAsync(person, "After", "The glossy ibis came after the switch.");
        Assert.Equal(["second-96"], await ModelsOfAsync(app, after.Id));
        Assert.Contains((await KnowledgeApp.SearchAsync(person, "spoonbill build", after.Position)).Results, found =>
            found.Title == "During");
        Assert.Equal(4, Vectors(app));
    }

    [Fact]
    public async Task Upload_that_was_under_way_when_the_model_changed_is_published_with_the_embeddings_of_the_new_one()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        var gate = new TaskCompletionSource();
        models.Default.Gate = gate.Task;
        var uploading = KnowledgeApp.AddAsync(person, "Slow", "The slow pelican takes its time.");
        await WhenAsync(async () => (await KnowledgeApp.SearchAsync(person, "x")).Position > 0 && await RunningJobsAsync(app) == 1);
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        await InUseAsync(person);
        gate.SetResult();
        var document = await uploading;
        Assert.Equal(["second-96"], await ModelsOfAsync(app, document.Id));
        var found = await KnowledgeApp.SearchAsync(person, "slow pelican", document.Position);
        Assert.Equal(document.Id, found.Results[0].DocumentId);
    }

    [Fact]
    public async Task Cancelled_build_leaves_the_old_model_in_use_and_can_be_begun_again()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        await AddAsync(person, 3);
        var gate = new TaskCompletionSource();
        models.Other.Gate = gate.Task;
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        await person.Client.Reindex.CancelAsync(KnowledgeApp.Token);
        gate.SetResult();
        var cancelled = await person.Client.Reindex.GetAsync(KnowledgeApp.Token);
        Assert.Equal((ReindexState.Cancelled, TestModels.First, "first-64"), (cancelled.State, cancelled.Model, cancelled.IndexedModelId));
        var again = await Assert.ThrowsAsync<FootnoteApiException>(() => person.Client.Reindex.CancelAsync(KnowledgeApp.Token));
        Assert.Equal("REINDEX_NOT_RUNNING", again.Code);
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        Assert.Equal(TestModels.Second, (await InUseAsync(person)).Model);
    }

    [Fact]
    public async Task Restart_in_the_middle_goes_on_with_the_build_and_switches()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        await AddAsync(person, 4);
        models.Other.Gate = new TaskCompletionSource().Task;
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        await app.StopAsync();
        models.Other.Gate = null;
        await app.RestartAsync();
        person = await app.SignInAsync(person.Email);
        await InUseAsync(person);
        Assert.Equal(4, Vectors(app));
        await app.RestartAsync();
        person = await app.SignInAsync(person.Email);
        var present = await person.Client.Reindex.GetAsync(KnowledgeApp.Token);
        Assert.Equal(("second-96", true), (present.IndexedModelId, app.Services.GetRequiredService<IndexReports>().ResumedFrom > 0));
    }

    [Fact]
    public async Task Every_node_switches_and_none_ever_mixes_the_models()
    {
        var (here, there) = (new TestModels(), new TestModels());
        await using var first = await StartAsync(here);
        await using var second = await KnowledgeApp.StartNodeAsync(first, there.Default, services =>
            services.AddSingleton<IEmbeddingModels>(there));
        var person = await first.RegisterAsync(admin: true);
        var documents = await AddAsync(person, 6);
        var elsewhere = new FootnoteClient(second.NewClient(person.AccessToken));
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        using var limit = new CancellationTokenSource(Patience);
        for (var isSwitched = false; !isSwitched;)
        {
            // whatever moment it is: the best passage is the right one, so question and embeddings are of one model
            foreach (var client in new[] { person.Client, elsewhere })
            {
                var found = await client.SearchAsync(new("ibis number 3") { MinPosition = documents[^1].Position }, limit.Token);
                Assert.Equal(documents[3].Id, found.Results[0].DocumentId);
                Assert.Null(found.FallbackUsed);
            }

            isSwitched = (await person.Client.Reindex.GetAsync(limit.Token)).IsInUse && (await elsewhere.Reindex.GetAsync(
                limit.Token)).IsInUse;
        }

        Assert.Equal((6, 6), (Vectors(first), Vectors(second)));
        var asked = (here.Other.Questions, there.Other.Questions);
        await person.Client.SearchAsync(new("ibis"), KnowledgeApp.Token);
        await elsewhere.SearchAsync(new("ibis"), KnowledgeApp.Token);
        Assert.Equal((asked.Item1 + 1, asked.Item2 + 1), (here.Other.Questions, there.Other.Questions));
    }

    [Fact]
    public async Task Document_without_embeddings_of_the_active_model_gets_them_and_is_found_by_meaning_again()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync();
        await AddAsync(person, 3);
        await using (var connection = await app.OpenDatabaseAsync())
        {
            await connection.ExecuteAsync("delete from knowledge.embeddings");
        }

        await app.StopAsync();
        Directory.Delete(Path.Combine(app.DataFolder, "indexes"), recursive: true);
        await app.RestartAsync();
        await WhenAsync(() => Task.FromResult(Vectors(app) == 3));
        person = await app.SignInAsync(person.Email);
        Assert.Equal("hybrid", (await KnowledgeApp.SearchAsync(person, "ibis number 1")).Strategy);
    }

    [Fact]
    public async Task Old_embeddings_are_removed_when_their_time_is_over_and_not_before()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        await AddAsync(person, 3);
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        await InUseAsync(person);
        var housekeeping = app.Services.GetRequiredService<Maintenance.OldEmbeddings>();
        Assert.Equal(0, await housekeeping.RemoveAsync(TimeProvider.System.GetUtcNow(), KnowledgeApp.Token));
        Assert.Equal(3, await housekeeping.RemoveAsync(TimeProvider.System.GetUtcNow().AddDays(2), KnowledgeApp.Token));
        await using var connection = await app.OpenDatabaseAsync();
        Assert.Equal(["second-96"], await connection.QueryAsync<string>("select distinct model_id from knowledge.embeddings"));
    }

    [Fact]
    public async Task Unknown_model_the_present_model_a_second_change_and_a_member_are_refused()
    {
        var models = new TestModels();
        await using var app = await StartAsync(models);
        var person = await app.RegisterAsync(admin: true);
        var member = await app.RegisterAsync();
        await AddAsync(person, 1);
        await RefusedAsync(HttpStatusCode.BadRequest, "MODEL_UNAVAILABLE", () => person.Client.Reindex.StartAsync("third",
            KnowledgeApp.Token));
        await RefusedAsync(HttpStatusCode.BadRequest, "VALIDATION_FAILED", () => person.Client.Reindex.StartAsync(" ", KnowledgeApp.Token));
        await RefusedAsync(HttpStatusCode.Conflict, "CONFLICT", () => person.Client.Reindex.StartAsync(TestModels.First,
            KnowledgeApp.Token));
        await RefusedAsync(HttpStatusCode.Forbidden, "FORBIDDEN", () => member.Client.Reindex.StartAsync(TestModels.Second,
            KnowledgeApp.Token));
        await RefusedAsync(HttpStatusCode.Forbidden, "FORBIDDEN", () => member.Client.Reindex.GetAsync(KnowledgeApp.Token));
        await RefusedAsync(HttpStatusCode.Forbidden, "FORBIDDEN", () => member.Client.Reindex.CancelAsync(KnowledgeApp.Token));
        models.Other.Gate = new TaskCompletionSource().Task;
        await person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token);
        await RefusedAsync(
            HttpStatusCode.Conflict, "REINDEX_IN_PROGRESS", () => person.Client.Reindex.StartAsync(TestModels.Second, KnowledgeApp.Token));
    }

    private static async Task RefusedAsync(HttpStatusCode status, string code, Func<Task> request)
    {
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(request);
        Assert.Equal((status, code), (refused.Status, refused.Code));
    }

    private static Task<FootnoteApp> StartAsync(TestModels models) =>
        KnowledgeApp.StartNodeAsync(null, models.Default, services => services.AddSingleton<IEmbeddingModels>(models));

    private static async Task<List<Client.Documents.Document>> AddAsync(SignedIn person, int count)
    {
        var documents = new List<Client.Documents.Document>();
        for (var number = 0; number < count; number++)
        {
            documents.Add(await KnowledgeApp.AddAsync(person, $"Ibis {number}", $"The ibis number {number} stands in pond {number + 10}."));
        }

        return documents;
    }

    private static int Vectors(FootnoteApp app)
    {
        using var indexes = app.Services.GetRequiredService<IndexHost>().Hold();
        return indexes.Vectors.Index.Count;
    }

    private static async Task<Reindex> InUseAsync(SignedIn person)
    {
        Reindex? present = null;
        await WhenAsync(async () => (present = await person.Client.Reindex.GetAsync(KnowledgeApp.Token)).IsInUse);
        return present!;
    }

    private static async Task WhenAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(KnowledgeApp.Token);
        limit.CancelAfter(Patience);
        while (!await condition())
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task<long> RunningJobsAsync(FootnoteApp app)
    {
        await using var connection = await app.OpenDatabaseAsync();
        return await connection.QuerySingleAsync<long>("select count(*) from knowledge.ingestion_jobs where state = 'running'");
    }

    private static async Task<IEnumerable<string>> ModelsOfAsync(FootnoteApp app, Guid document)
    {
        await using var connection = await app.OpenDatabaseAsync();
        return await connection.QueryAsync<string>(
            """
            select distinct e.model_id from knowledge.embeddings e join knowledge.chunks c on c.ordinal = e.ordinal
            where c.document_id = @document order by e.model_id
            """,
            new { document });
    }

    /// <summary>Takes the turn of making embeddings, so that a build does not advance meanwhile.</summary>
    private static async Task<Npgsql.NpgsqlConnection> HoldAsync(FootnoteApp app)
    {
        var connection = await app.OpenDatabaseAsync();
        await connection.ExecuteAsync("select pg_advisory_lock(@LockKey)", new { EmbeddingRound.LockKey });
        return connection;
    }
}
