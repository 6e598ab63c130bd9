using Dapper;
using Footnote.Knowledge.Indexing;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Footnote.Knowledge.Tests;

/// <summary>Each test breaks one thing for real, sees it found, mended, and not found again.</summary>
public sealed class DiagnosisTests : IAsyncLifetime
{
    private FootnoteApp? _app;
    private SignedIn? _person;

    private FootnoteApp App => _app ?? throw new InvalidOperationException("The server is not started.");

    private SignedIn Person => _person ?? throw new InvalidOperationException("Nobody is signed in.");

    public async ValueTask InitializeAsync()
    {
        _app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("OrphanGrace", "00:00:00"));
        _person = await _app.RegisterAsync(admin: true);
        for (var number = 0; number < 3; number++)
        {
            var document = await KnowledgeApp.AddAsync(_person, $"Doc {number}", $"The plover number {number} runs along the shore.");
            await KnowledgeApp.SearchAsync(_person, "plover", document.Position);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task Data_that_belong_together_pass_every_check()
    {
        var report = await Person.Client.Diagnosis.RunAsync(KnowledgeApp.Token);
        Assert.All(report.Checks, check => Assert.Equal((check.Name, "ok", 0), (check.Name, check.Status, check.Found)));
        Assert.Equal("ok", report.Status);
        Assert.Superset(
            new HashSet<string>(["chunks", "embeddings", "originals", "change log", "jobs", "index"]),
            report.Checks.Select(check => check.Name).ToHashSet());
    }

    [Fact]
    public Task Chunks_whose_document_is_gone_are_found_and_removed() => BreakAsync(
        "chunks", 1,
        """
        insert into knowledge.chunks (id, tenant_id, document_id, version_id, number, text, start_offset, end_offset, heading_path, tokens)
        select gen_random_uuid(), tenant_id, gen_random_uuid(), version_id, 77, 'lost', 0, 4, '{}', 1 from knowledge.chunks limit 1
        """);

    [Fact]
    public Task Embeddings_without_a_chunk_are_found_and_removed() => BreakAsync(
        "embeddings", 1, "insert into knowledge.embeddings select model_id, 4711, tenant_id, vector from knowledge.embeddings limit 1");

    [Fact]
    public Task Chunks_without_an_embedding_are_found_and_embedded_again() =>
        BreakAsync("embeddings", 3, "delete from knowledge.embeddings");

    [Fact]
    public Task Embeddings_of_the_wrong_size_are_found_and_made_again() => BreakAsync(
        "embeddings", 3, "update knowledge.embeddings set vector = substring(vector for 8)");

    [Fact]
    public Task Gap_in_the_log_is_found_and_cut_off() =>
        BreakAsync("change log", 1, "delete from knowledge.changes where position = 3");

    [Fact]
    public Task Entries_lost_before_the_head_are_found_and_bridged() => BreakAsync(
        "change log", 1, "delete from knowledge.changes where position = (select position from knowledge.change_head)");

    [Fact]
    public Task Entries_beyond_the_head_are_found_and_the_head_is_moved() =>
        BreakAsync("change log", 1, "update knowledge.change_head set position = position - 1");

    [Fact]
    public Task Document_that_waits_without_a_job_is_found_and_queued_again() => BreakAsync(
        "jobs", 1,
        """
        update knowledge.documents set status = 'processing' where title = 'Doc 1';
        delete from knowledge.ingestion_jobs
        """,
        isLater: true);

    [Fact]
    public Task Finished_document_that_lost_chunks_is_found_and_read_again() => BreakAsync(
        "jobs", 1, "delete from knowledge.chunks where document_id = (select id from knowledge.documents where title = 'Doc 1')",
        isLater: true);

    [Fact]
    public Task Index_that_differs_from_the_tables_is_found_and_built_anew() => BreakAsync(
        "index", 2,
        """
        update knowledge.documents set readers = '{role:nobody}' where title = 'Doc 1';
        update knowledge.documents set deleted_at = now() where title = 'Doc 2'
        """);

    [Fact]
    public async Task Vector_that_the_index_lost_is_found_and_put_back()
    {
        using (var indexes = App.Services.GetRequiredService<IndexHost>().Hold())
        {
            Assert.True(indexes.Vectors.Index.Delete(indexes.Catalog.All()[0].Ordinals[0]));
        }

        await FoundAsync("index", 1);
        await MendedAsync("index", isLater: false);
    }

    [Fact]
    public async Task File_without_a_document_is_found_and_removed()
    {
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddDays(-3)).ToString("n");
        var orphan = Path.Combine(App.DataFolder, "objects", key[^2..], key);
        Directory.CreateDirectory(Path.GetDirectoryName(orphan)!);
        await File.WriteAllTextAsync(orphan, "nobody's", KnowledgeApp.Token);
        await FoundAsync("originals", 1);
        Assert.True(File.Exists(orphan));
        await MendedAsync("originals", isLater: false);
        Assert.False(File.Exists(orphan));
    }

    [Fact]
    public async Task Document_without_its_file_is_found_and_cannot_be_mended()
    {
        var file = Directory.EnumerateFiles(Path.Combine(App.DataFolder, "objects"), "*", SearchOption.AllDirectories).First();
        File.Delete(file);
        await FoundAsync("originals", 1);
        var report = await Person.Client.Diagnosis.RepairAsync(KnowledgeApp.Token);
        var check = Assert.Single(report.Checks, check => check.Name == "originals");
        Assert.Equal(("failed", 1, 0), (check.Status, check.Found, check.Repaired));
        Assert.Contains("backup", check.Advice);
    }

    [Fact]
    public async Task Diagnosis_is_for_administrators()
    {
        var member = await App.RegisterAsync();
        var refused = await Assert.ThrowsAsync<Client.FootnoteApiException>(() => member.Client.Diagnosis.RepairAsync(KnowledgeApp.Token));
        Assert.Equal("FORBIDDEN", refused.Code);
    }

    private async Task BreakAsync(string name, int count, string sql, bool isLater = false)
    {
        await using (var connection = await App.OpenDatabaseAsync())
        {
            // foreign keys and the append-only trigger would not let it happen: this is what a damaged disk or a hand in psql does
            await connection.ExecuteAsync("set session_replication_role = replica");
            await connection.ExecuteAsync(sql);
        }

        NpgsqlConnection.ClearAllPools();
        await FoundAsync(name, count);
        await MendedAsync(name, isLater);
    }

    private async Task FoundAsync(string name, int count)
    {
        var report = await Person.Client.Diagnosis.RunAsync(KnowledgeApp.Token);
        Assert.Equal("failed", report.Status);
        var check = Assert.Single(report.Checks, check => check.Name == name);
        Assert.Equal((name, "failed", count, 0), (check.Name, check.Status, check.Found, check.Repaired));
        Assert.NotNull(check.Advice);
    }

    private async Task MendedAsync(string name, bool isLater)
    {
        var report = await Person.Client.Diagnosis.RepairAsync(KnowledgeApp.Token);
        var check = Assert.Single(report.Checks, check => check.Name == name);
        Assert.Equal((name, "repaired"), (check.Name, check.Status));
        for (var isMended = false; !isMended;)
        {
            KnowledgeApp.Token.ThrowIfCancellationRequested();
            var after = await Person.Client.Diagnosis.RunAsync(KnowledgeApp.Token);
            isMended = after.Status == "ok";
            Assert.True(isMended || isLater, string.Join("; ", after.Checks.Select(one => $"{one.Name} {one.Status} {one.Detail}")));
        }
    }
}
