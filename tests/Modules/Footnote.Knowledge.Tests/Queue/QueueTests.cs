using Footnote.Client.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Queue;

public sealed class QueueTests(QueueApp server) : IClassFixture<QueueApp>
{
    [Fact]
    public async Task Pause_by_an_administrator_holds_the_queue_across_a_restart_until_it_is_resumed()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("PollInterval", "00:00:00.100"));
        var administrator = await app.RegisterAsync(admin: true);
        var (status, paused) = await QueueApp.PostAsync(administrator.Http, "/ingestion/pause");
        Assert.Equal(
            (200, true, false),
            (status, paused.GetProperty("paused").GetBoolean(), paused.GetProperty("server_paused").GetBoolean()));
        await app.RestartAsync();
        administrator = await app.SignInAsync(administrator.Email);
        var accepted = await administrator.Client.Documents.CreateAsync(new("Held", "The ibis waits."),
            cancellationToken: KnowledgeApp.Token);
        Assert.Null(await app.Services.GetRequiredService<IngestionQueue>().ClaimAsync(KnowledgeApp.Token));
        var state = await QueueApp.GetAsync(administrator.Http, "/ingestion");
        Assert.Equal((1, true), (state.GetProperty("queued").GetInt32(), state.GetProperty("paused").GetBoolean()));
        await QueueApp.PostAsync(administrator.Http, "/ingestion/resume");
        var document = await administrator.Client.Documents.WaitAsync(accepted.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal(DocumentStatus.Completed, document.Status);
    }

    [Fact]
    public async Task Pause_of_the_server_is_the_operators_and_of_the_organisation_the_administrators()
    {
        await server.ClearAsync();
        var member = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        Assert.Equal(403, (await QueueApp.PostAsync(member.Http, "/ingestion/pause")).Status);
        Assert.Equal(403, (await QueueApp.PostAsync(member.Http, "/ingestion/retry")).Status);
        Assert.Equal(403, (await QueueApp.PostAsync(administrator.Http, "/ingestion/pause?scope=server")).Status);
        Assert.Equal(400, (await QueueApp.PostAsync(administrator.Http, "/ingestion/pause?scope=world")).Status);
        var elsewhere = Guid.NewGuid();
        await server.FillAsync(elsewhere, 2, IngestionPriority.Bulk);
        Assert.Equal(200, (await QueueApp.PostAsync(administrator.Http, "/ingestion/pause")).Status);
        Assert.Equal(elsewhere, (await server.Queue.ClaimAsync(KnowledgeApp.Token))?.TenantId);
        using var operation = server.App.NewOperatorClient();
        Assert.True((await QueueApp.PostAsync(operation, "/ingestion/pause?scope=server")).Body.GetProperty("server_paused").GetBoolean());
        Assert.Null(await server.Queue.ClaimAsync(KnowledgeApp.Token));
        await QueueApp.PostAsync(operation, "/ingestion/resume?scope=server");
        Assert.Equal(elsewhere, (await server.Queue.ClaimAsync(KnowledgeApp.Token))?.TenantId);
    }

    [Fact]
    public async Task Dead_job_is_listed_with_its_reason_and_tried_again_by_one_call()
    {
        var embeddings = new HashingEmbeddings { Failure = new InvalidOperationException("the model is gone") };
        await using var app = await KnowledgeApp.StartAsync(embeddings, ("IngestionAttempts", "1"));
        var owner = await app.RegisterAsync();
        var administrator = await app.RegisterAsync(admin: true);
        var first = await KnowledgeApp.AddAsync(owner, "First", "The egret fails.");
        var second = await KnowledgeApp.AddAsync(owner, "Second", "The bittern fails.", request => request with { Restricted = true });
        Assert.Equal((DocumentStatus.Failed, DocumentStatus.Failed), (first.Status, second.Status));
        var listed = await QueueApp.GetAsync(administrator.Http, "/ingestion/jobs?state=dead");
        var dead = listed.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal([second.Id, first.Id], dead.Select(job => job.GetProperty("document_id").GetGuid()));
        Assert.Equal(new[] { null, "First" }, dead.Select(job => job.GetProperty("title").GetString()));
        Assert.All(dead, job => Assert.Equal("INGESTION_FAILED", job.GetProperty("error").GetProperty("code").GetString()));

        embeddings.Failure = null;
        Assert.Equal(202, (await QueueApp.PostAsync(owner.Http, $"/documents/{first.Id}/retry")).Status);
        await AssertCompletedAsync(owner, first.Id);
        var (status, body) = await QueueApp.PostAsync(owner.Http, $"/documents/{first.Id}/retry");
        Assert.Equal((409, "NOT_RETRYABLE"), (status, body.GetProperty("code").GetString()));
        var (_, retried) = await QueueApp.PostAsync(administrator.Http, "/ingestion/retry");
        Assert.Equal(1, retried.GetProperty("retried").GetInt32());
        await AssertCompletedAsync(owner, second.Id);
        Assert.Equal(0, (await QueueApp.GetAsync(administrator.Http, "/ingestion")).GetProperty("dead").GetInt32());
    }

    [Fact]
    public async Task Retry_of_somebody_elses_document_is_refused_as_if_it_did_not_exist()
    {
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var accepted = await owner.Client.Documents.CreateAsync(new("Mine", "The crake hides.") { Restricted = true },
            cancellationToken: KnowledgeApp.Token);
        Assert.Equal(404, (await QueueApp.PostAsync(other.Http, $"/documents/{accepted.Id}/retry")).Status);
        Assert.Equal(404, (await QueueApp.PostAsync(other.Http, $"/documents/{Guid.NewGuid()}/retry")).Status);
    }

    [Fact]
    public async Task Counts_are_those_of_documents_the_caller_may_read_and_of_everything_for_administrators()
    {
        await server.ClearAsync();
        var owner = await server.App.RegisterAsync();
        var other = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var accepted = await owner.Client.Documents.CreateAsync(new("Mine", "The snipe hides.") { Restricted = true },
            cancellationToken: KnowledgeApp.Token);
        await server.FillAsync(Guid.NewGuid(), 3, IngestionPriority.Bulk);
        Assert.Equal((1, 0, 1), (await QueuedAsync(owner), await QueuedAsync(other), await QueuedAsync(administrator)));
        await owner.Client.Documents.DeleteAsync(accepted.Id, KnowledgeApp.Token);
        Assert.Equal((0, 0, 0), (await QueuedAsync(owner), await QueuedAsync(other), await QueuedAsync(administrator)));
    }

    [Fact]
    public async Task Job_that_outlives_its_time_is_failed_with_a_reason_and_its_worker_goes_on()
    {
        using var embeddings = new HangingEmbeddings();
        await using var app = await KnowledgeApp.StartAsync(embeddings, ("IngestionTime", "00:00:02"), ("IngestionWorkers", "1"));
        var person = await app.RegisterAsync();
        var stuck = await KnowledgeApp.AddAsync(person, "Stuck", "The hang of the heron.");
        Assert.Equal((DocumentStatus.Failed, "INGESTION_TIMEOUT"), (stuck.Status, stuck.Error?.Code));
        var next = await KnowledgeApp.AddAsync(person, "Next", "The next in line.");
        Assert.Equal(DocumentStatus.Completed, next.Status);
        embeddings.LetGo();
        var again = await person.Client.Documents.GetAsync(stuck.Id, KnowledgeApp.Token);
        Assert.Equal(DocumentStatus.Failed, again.Status);
    }

    private static async Task AssertCompletedAsync(SignedIn person, Guid id) => Assert.Equal(
        DocumentStatus.Completed, (await person.Client.Documents.WaitAsync(id, cancellationToken: KnowledgeApp.Token)).Status);

    private static async Task<int> QueuedAsync(SignedIn person) =>
        (await QueueApp.GetAsync(person.Http, "/ingestion")).GetProperty("queued").GetInt32();
}
