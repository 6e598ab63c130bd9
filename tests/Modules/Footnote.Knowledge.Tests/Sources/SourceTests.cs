using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Footnote.Client;
using Footnote.Client.Sources;
using Footnote.Knowledge.Sources.Running;
using Footnote.Simulators.S3;
using Footnote.Simulators.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Sources;

/// <summary>Sources through the HTTP interface of a real server, to the answer of a search.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private readonly SourceRig _rig = new();

    public ValueTask InitializeAsync() => _rig.InitializeAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Folder_becomes_documents_and_follows_what_changes_there()
    {
        _rig.Write("crane.md", "The harbour crane lifts ninety tonnes.");
        _rig.Write("ferry.txt", "The ferry leaves at noon.");
        _rig.Write("picture.bin", "\0\u0001\u0002not text\0");
        var source = await _rig.AddFolderAsync();

        var first = await _rig.RunAsync(source);
        Assert.Equal(("completed", 3, 2, 1), (first.State, first.Seen, first.Created, first.Skipped));
        Assert.Contains(await _rig.TitlesAsync("harbour crane"), title => title == "crane");

        _rig.Write("ferry.txt", "The ferry leaves at midnight from pier seven.");
        File.Delete(Path.Combine(_rig.Docs, "crane.md"));
        var second = await _rig.RunAsync(source);
        Assert.Equal(("completed", 0, 1, 1), (second.State, second.Created, second.Replaced, second.Deleted));
        Assert.DoesNotContain(await _rig.TitlesAsync("harbour crane"), title => title == "crane");

        var third = await _rig.RunAsync(source);
        Assert.Equal((1, 1, 0), (third.Unchanged, third.Skipped, third.Created + third.Replaced + third.Deleted));
        Assert.Equal(3, (await _rig.Admin.Client.Sources.RunsAsync(source.Id, cancellationToken: SourceRig.Token)).Data.Count);
    }

    [Fact]
    public async Task Source_that_shrinks_too_much_deletes_nothing_until_somebody_forces_it()
    {
        foreach (var number in Enumerable.Range(1, 8))
        {
            _rig.Write($"note{number}.md", $"Note number {number} about lighthouses.");
        }

        var source = await _rig.AddFolderAsync();
        await _rig.RunAsync(source);
        foreach (var number in Enumerable.Range(1, 5))
        {
            File.Delete(Path.Combine(_rig.Docs, $"note{number}.md"));
        }

        var suspicious = await _rig.RunAsync(source);
        Assert.Equal(("suspicious", 0, 5), (suspicious.State, suspicious.Deleted, suspicious.Missing));
        Assert.Equal("TOO_MANY_MISSING", suspicious.Error?.Code);
        Assert.Equal(8, (await _rig.Admin.Client.Sources.GetAsync(source.Id, SourceRig.Token)).DocumentCount);

        var forced = await _rig.RunAsync(source, force: true);
        Assert.Equal(("completed", "forced", 5), (forced.State, forced.Trigger, forced.Deleted));
        Assert.Equal(3, (await _rig.Admin.Client.Sources.GetAsync(source.Id, SourceRig.Token)).DocumentCount);
    }

    [Fact]
    public async Task Source_that_is_empty_or_gone_deletes_nothing()
    {
        _rig.Write("only.md", "The only note about anchors.");
        var source = await _rig.AddFolderAsync();
        await _rig.RunAsync(source);

        File.Delete(Path.Combine(_rig.Docs, "only.md"));
        Assert.Equal("suspicious", (await _rig.RunAsync(source)).State);
        Directory.Delete(_rig.Docs);
        var failed = await _rig.RunAsync(source);

        Assert.Equal(("failed", "FOLDER_MISSING"), (failed.State, failed.Error?.Code));
        Assert.Contains(await _rig.TitlesAsync("anchors"), title => title == "only");
    }

    [Fact]
    public async Task Web_site_becomes_documents_and_a_removed_page_goes()
    {
        const string Start = "<p>Welcome to the harbour of the islands.</p><a href='/tide'>t</a><a href='/gone'>g</a>";
        _rig.Site["/"] = SitePage.Html("Harbour", Start) with { ETag = "\"1\"" };
        _rig.Site["/tide"] = SitePage.Html("Tides", "<p>High water comes at six in the evening.</p>") with { ETag = "\"1\"" };
        _rig.Site["/gone"] = SitePage.Html("Pilots", "<p>The pilots meet ships at the buoy.</p>");
        var source = await _rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("site") { Website = new SourceWebsite(_rig.Site.Address.AbsoluteUri), Tags = ["web"] },
            SourceRig.Token);

        var first = await _rig.RunAsync(source);
        Assert.Equal(("completed", 3), (first.State, first.Created));
        Assert.NotEmpty(await _rig.TitlesAsync("high water evening"));

        _rig.Site["/gone"] = null;
        var second = await _rig.RunAsync(source);
        Assert.Equal((2, 1), (second.Unchanged, second.Deleted));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://localhost:1/")]
    public async Task Site_of_a_private_network_fails_the_run(string address)
    {
        var source = await _rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("inside") { Website = new SourceWebsite(address) }, SourceRig.Token);

        var run = await _rig.RunAsync(source);

        Assert.Equal(("failed", "ADDRESS_REFUSED"), (run.State, run.Error?.Code));
    }

    [Fact]
    public async Task Bucket_becomes_documents_and_its_secret_is_never_shown()
    {
        _rig.Store.Put("handbook/rope.txt", "Ropes are checked every spring."u8.ToArray());
        _rig.Store.Put("other/x.txt", "Not wanted."u8.ToArray());
        var bucket = new SourceBucket(S3Simulator.Bucket)
        {
            Endpoint = _rig.Store.Endpoint.AbsoluteUri,
            Region = S3Simulator.Region,
            PathStyle = true,
            Prefix = "handbook/",
            AccessKey = S3Simulator.AccessKey,
            SecretKey = S3Simulator.SecretKey,
        };
        var source = await _rig.Admin.Client.Sources.CreateAsync(new CreateSourceRequest("bucket") { S3 = bucket }, SourceRig.Token);

        var run = await _rig.RunAsync(source);
        var shown = await _rig.Admin.Http.GetStringAsync(new Uri($"/sources/{source.Id}", UriKind.Relative), SourceRig.Token);

        Assert.Equal(("completed", 1), (run.State, run.Created));
        Assert.True(source.HasSecret);
        Assert.DoesNotContain(S3Simulator.SecretKey, shown, StringComparison.Ordinal);
        await using var connection = await _rig.Database.OpenSystemAsync(SourceRig.Token);
        var stored = await connection.QuerySingleAsync<byte[]>("select secrets from sources where id = @Id", new { source.Id });
        Assert.Equal(-1, stored.AsSpan().IndexOf("secret+key"u8));

        _rig.Store.Fail("list", Enumerable.Repeat(S3Fault.Denied, 3).ToArray());
        var denied = await _rig.RunAsync(source);
        Assert.Equal(("failed", "STORE_FAILED", 0), (denied.State, denied.Error?.Code, denied.Deleted));
    }

    [Fact]
    public async Task Run_that_died_is_closed_and_the_next_one_finishes_its_work()
    {
        _rig.Write("a.md", "Alpha about keels.");
        _rig.Write("b.md", "Beta about masts.");
        var source = await _rig.AddFolderAsync();
        var queue = _rig.App.Services.GetRequiredService<SourceQueue>();
        await using (var connection = await _rig.Database.OpenSystemAsync(SourceRig.Token))
        {
            // as a server that was killed in the middle of a run leaves it
            await connection.ExecuteAsync(
                """
                update sources set requested = 'manual', lease_run = @run, lease_until = now() - interval '1 second' where id = @Id;
                insert into source_runs (id, tenant_id, source_id, trigger, state, started_at)
                select @run, tenant_id, id, 'manual', 'running', now() - interval '1 minute' from sources where id = @Id
                """,
                new { run = Guid.CreateVersion7(DateTimeOffset.UnixEpoch), source.Id });
        }

        _rig.App.Services.GetRequiredService<SourceSignal>().Wake();
        var runs = await _rig.WhenAsync(source, all => all.Any(run => run.State == "completed"));

        Assert.Equal(["completed", "interrupted"], runs.Select(run => run.State));
        Assert.Equal(2, runs[0].Created);
        Assert.NotNull(queue);
    }

    [Fact]
    public async Task Run_is_given_to_one_of_many_that_ask()
    {
        var queue = _rig.App.Services.GetRequiredService<SourceQueue>();
        await using var connection = await _rig.Database.OpenSystemAsync(SourceRig.Token);
        var id = Guid.CreateVersion7();
        var insert = """
            insert into sources (id, tenant_id, owner_id, name, kind, settings, readers, is_enabled, next_run_at, created_at, updated_at)
            values (@id, @TenantId, @UserId, 'raced', 'folder', '{"Folder":{"Path":"/nowhere"}}', '{"Everyone":true}', true,
                now() - interval '1 hour', now(), now())
            """;

        await connection.ExecuteAsync("update sources set is_enabled = false");
        var claims = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await Task.Yield();
            return await ClaimSoonAsync(queue);
        }));
        await connection.ExecuteAsync(insert, new { id, _rig.Admin.TenantId, _rig.Admin.UserId });

        // the server's own worker may be the one
        Assert.InRange((await claims).Count(run => run is not null), 0, 1);
        await using var check = await _rig.Database.OpenSystemAsync(SourceRig.Token);
        Assert.Equal(1, await check.QuerySingleAsync<int>("select count(*) from source_runs where source_id = @id", new { id }));
    }

    [Fact]
    public async Task Run_that_is_cancelled_ends_and_keeps_what_it_brought()
    {
        _rig.Site["/"] = SitePage.Html("Start", "<p>First words about knots.</p><a href='/silent'>s</a>");
        _rig.Site["/silent"] = SitePage.Html("Silent", "") with { IsSilent = true };
        var source = await _rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("slow") { Website = new SourceWebsite(_rig.Site.Address.AbsoluteUri) }, SourceRig.Token);
        await _rig.Admin.Client.Sources.RunAsync(source.Id, cancellationToken: SourceRig.Token);
        await _rig.WhenAsync(source, runs => runs is [{ State: "running", Created: 1 }]);

        using var again = await _rig.Admin.Http.PostAsJsonAsync($"/sources/{source.Id}/run", new { force = false }, SourceRig.Token);
        Assert.Equal("SOURCE_RUNNING", await CodeAsync(again));
        using var cancelled = await _rig.Admin.Http.PostAsync(
            new Uri($"/sources/{source.Id}/cancel", UriKind.Relative), content: null, SourceRig.Token);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);

        var run = (await _rig.WhenAsync(source, runs => runs is [{ EndedAt: not null }]))[0];
        Assert.Equal(("cancelled", 1, 0), (run.State, run.Created, run.Deleted));
    }

    [Fact]
    public async Task Schedule_runs_a_source_by_itself()
    {
        _rig.Write("a.md", "Alpha about keels.");
        var source = await _rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("timed")
            {
                Folder = new SourceFolder(_rig.Docs),
                Schedule = new SourceSchedule { Every = "00:00:10" },
            },
            SourceRig.Token);

        var runs = await _rig.WhenAsync(source, all => all.Any(run => run.State == "completed"));

        Assert.Equal("schedule", runs[^1].Trigger);
        Assert.NotNull((await _rig.Admin.Client.Sources.GetAsync(source.Id, SourceRig.Token)).NextRunAt);
    }

    [Fact]
    public async Task Change_in_a_scheduled_folder_is_noticed_long_before_its_time()
    {
        _rig.Write("a.md", "Alpha about keels.");
        var schedule = new SourceSchedule { Every = "1.00:00:00" };
        var source = await _rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("watched") { Folder = new SourceFolder(_rig.Docs), Schedule = schedule }, SourceRig.Token);
        await _rig.WhenAsync(source, runs => runs is [{ State: "completed", Created: 1 }]);

        // until the folder is watched, a change is one that nobody hears
        var count = 1;
        for (var number = 1; number <= 60 && count < 2; number++)
        {
            _rig.Write($"b{number}.md", $"Beta {number} about masts.");
            await Task.Delay(500, SourceRig.Token);
            count = (await _rig.Admin.Client.Sources.RunsAsync(source.Id, cancellationToken: SourceRig.Token)).Data.Count;
        }

        var runs = await _rig.WhenAsync(source, all => all is [{ State: "completed" }, _, ..]);
        Assert.True(runs[0].Created > 0);
        Assert.All(runs, run => Assert.Equal("schedule", run.Trigger));
    }

    [Fact]
    public async Task Change_of_tags_reaches_the_documents_with_the_next_run()
    {
        _rig.Write("a.md", "Alpha about keels.");
        var source = await _rig.AddFolderAsync();
        await _rig.RunAsync(source);

        using var patched = await _rig.Admin.Http.PatchAsJsonAsync(
            $"/sources/{source.Id}", new { tags = new[] { "ships" } }, SourceRig.Token);
        patched.EnsureSuccessStatusCode();
        await _rig.RunAsync(source);

        var documents = await _rig.Admin.Client.Documents.ListAsync(cancellationToken: SourceRig.Token);
        Assert.Equal(["ships"], Assert.Single(documents.Data, document => document.Title == "a").Tags);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Removed_source_takes_its_documents_along_only_when_told(bool delete, int left)
    {
        _rig.Write("a.md", "Alpha about keels.");
        var source = await _rig.AddFolderAsync();
        await _rig.RunAsync(source);

        var removed = await _rig.Admin.Client.Sources.DeleteAsync(source.Id, delete, SourceRig.Token);

        Assert.Equal(1 - left, removed.DocumentsDeleted);
        var documents = await _rig.Admin.Client.Documents.ListAsync(cancellationToken: SourceRig.Token);
        Assert.Equal(left, documents.Data.Count(document => document.Title == "a"));
        await Assert.ThrowsAsync<FootnoteApiException>(() => _rig.Admin.Client.Sources.GetAsync(source.Id, SourceRig.Token));
    }

    private static async Task<ClaimedRun?> ClaimSoonAsync(SourceQueue queue)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (await queue.ClaimAsync(SourceRig.Token) is { } run)
            {
                return run;
            }

            await Task.Delay(20, SourceRig.Token);
        }

        return null;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(SourceRig.Token));
        return problem.RootElement.GetProperty("code").GetString();
    }
}
