using System.Diagnostics;
using Dapper;
using Footnote.Client.Documents;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Indexing.Snapshots;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Indexing;

public sealed class SnapshotTests
{
    [Fact]
    public async Task Restart_resumes_from_the_snapshot_and_finds_the_same_with_the_same_scores()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        var last = await AddBirdsAsync(person);
        var before = await KnowledgeApp.SearchAsync(person, "a heron on a lake", last.Position);
        await app.RestartAsync();
        Assert.Equal(before.Position, ResumedFrom(app));
        var after = await KnowledgeApp.SearchAsync(await app.SignInAsync(person.Email), "a heron on a lake");
        Assert.Equal("hybrid", after.Strategy);
        Assert.Equal(
            before.Results.Select(found => (found.ChunkId, found.RelevanceScore)),
            after.Results.Select(found => (found.ChunkId, found.RelevanceScore)));
    }

    [Fact]
    public async Task Resumed_index_takes_in_changes_and_is_kept_again()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        for (var round = 0; round < 4; round++)
        {
            var document = await KnowledgeApp.AddAsync(person, $"Round {round}", $"The ibis of round {round} stands in the reeds.");
            Assert.Contains(
                (await KnowledgeApp.SearchAsync(person, $"ibis round {round}", document.Position)).Results,
                found => found.DocumentId == document.Id);
            await app.RestartAsync();
            Assert.NotNull(ResumedFrom(app));
            person = await app.SignInAsync(person.Email);
            Assert.Equal(round + 1, (await KnowledgeApp.SearchAsync(person, "ibis")).Results.Count);
        }

        Assert.Equal(2, Snapshots(app).Count);
    }

    [Fact]
    public async Task Document_deleted_while_the_server_was_down_is_out_of_the_index_before_it_is_ready()
    {
        await using var other = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        await using var app = await KnowledgeApp.StartNodeAsync(other, new HashingEmbeddings());
        var person = await other.RegisterAsync();
        var last = await AddBirdsAsync(person);
        await app.Services.GetRequiredService<IndexHost>().Position.WaitForAsync(last.Position ?? 0, TimeSpan.FromSeconds(20),
            KnowledgeApp.Token);
        await app.StopAsync();
        await person.Client.Documents.DeleteAsync(last.Id, KnowledgeApp.Token);
        await app.RestartAsync();
        Assert.NotNull(ResumedFrom(app));
        Assert.Null(app.Services.GetRequiredService<IndexHost>().Catalog.Find(last.Id));
    }

    [Theory]
    [InlineData("manifest.json", "cut")]
    [InlineData("manifest.json", "flip")]
    [InlineData("manifest.json", "remove")]
    [InlineData("catalog.jsonl", "cut")]
    [InlineData("catalog.jsonl", "flip")]
    [InlineData("vectors.fnv", "cut")]
    [InlineData("vectors.fnv", "flip")]
    [InlineData("lexical/lexical.manifest", "flip")]
    [InlineData("lexical/segment-000001.fnl", "flip")]
    [InlineData("lexical/segment-000001.fnl", "remove")]
    public async Task Damaged_snapshot_is_removed_and_the_index_built_anew(string file, string damage)
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        await AddBirdsAsync(person);
        await app.StopAsync();
        foreach (var snapshot in Snapshots(app))
        {
            Damage(Path.Combine(snapshot, file), damage);
        }

        await app.RestartAsync();
        Assert.Null(ResumedFrom(app));
        Assert.DoesNotContain(Snapshots(app), snapshot => !File.Exists(Path.Combine(snapshot, file)));
        person = await app.SignInAsync(person.Email);
        Assert.NotEmpty((await KnowledgeApp.SearchAsync(person, "heron lake")).Results);
    }

    [Theory]
    [InlineData("format")]
    [InlineData("version")]
    [InlineData("model")]
    [InlineData("database")]
    [InlineData("position")]
    public async Task Snapshot_of_something_else_is_removed_and_the_index_built_anew(string difference)
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        await AddBirdsAsync(person);
        await app.StopAsync();
        foreach (var snapshot in Snapshots(app))
        {
            var path = Path.Combine(snapshot, SnapshotManifest.FileName);
            var manifest = SnapshotManifest.Parse(await File.ReadAllBytesAsync(path, KnowledgeApp.Token));
            var changed = difference switch
            {
                "format" => manifest with { Format = 0 },
                "version" => manifest with { Fingerprint = "another" },
                "model" => manifest with { ModelId = "another" },
                "database" => manifest with { Last = new ChangeStamp(Guid.NewGuid(), manifest.Last.CreatedAt) },
                _ => manifest with { Position = manifest.Position + 1000 },
            };
            await File.WriteAllBytesAsync(path, changed.ToBytes(), KnowledgeApp.Token);
        }

        await app.RestartAsync();
        Assert.Null(ResumedFrom(app));
        person = await app.SignInAsync(person.Email);
        Assert.NotEmpty((await KnowledgeApp.SearchAsync(person, "heron lake")).Results);
    }

    [Fact]
    public async Task Older_snapshot_serves_when_the_newest_is_damaged()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        await AddBirdsAsync(person);
        await app.RestartAsync();
        person = await app.SignInAsync(person.Email);
        var added = await KnowledgeApp.AddAsync(person, "Late", "The late bittern hides.");
        await KnowledgeApp.SearchAsync(person, "bittern", added.Position);
        await app.StopAsync();
        Damage(Path.Combine(Snapshots(app)[0], "vectors.fnv"), "cut");
        await app.RestartAsync();
        Assert.True(ResumedFrom(app) < added.Position);
        person = await app.SignInAsync(person.Email);
        Assert.Contains((await KnowledgeApp.SearchAsync(person, "bittern")).Results, found => found.DocumentId == added.Id);
    }

    [Fact]
    public async Task What_a_killed_server_left_of_a_snapshot_is_removed_and_not_used()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        await AddBirdsAsync(person);
        await app.StopAsync();
        var whole = Snapshots(app)[0];
        var left = Path.Combine(Path.GetDirectoryName(whole)!, ".unfinished-0123");
        Directory.CreateDirectory(left);
        File.Copy(Path.Combine(whole, "catalog.jsonl"), Path.Combine(left, "catalog.jsonl"));
        await app.RestartAsync();
        Assert.NotNull(ResumedFrom(app));
        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task Snapshot_behind_the_start_of_the_log_is_not_used()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        await AddBirdsAsync(person);
        await app.RestartAsync();
        var first = Assert.IsType<long>(ResumedFrom(app));
        person = await app.SignInAsync(person.Email);
        await AddBirdsAsync(person);
        await using (var connection = await app.OpenDatabaseAsync())
        {
            await connection.ExecuteAsync("delete from knowledge.changes where position <= @until", new { until = first + 1 });
        }

        await app.StopAsync();
        Directory.Delete(Snapshots(app)[0], recursive: true);
        await app.RestartAsync();
        Assert.Null(ResumedFrom(app));
        Assert.Equal(6, app.Services.GetRequiredService<IndexHost>().Catalog.DocumentCount);
    }

    [Fact]
    public async Task Running_index_that_was_away_longer_than_the_log_is_built_anew()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings());
        var person = await app.RegisterAsync();
        var early = await AddBirdsAsync(person);
        var host = app.Services.GetRequiredService<IndexHost>();
        await using (var connection = await app.OpenDatabaseAsync())
        {
            await connection.ExecuteAsync("delete from knowledge.changes where position <= @Position", new { early.Position });
            await connection.ExecuteAsync("update knowledge.documents set deleted_at = now() where id = @Id", new { early.Id });
        }

        // as if this server had slept since the beginning
        host.Position.Advance(1);
        var late = await KnowledgeApp.AddAsync(person, "Late", "The late bittern hides.");
        Assert.Contains((await KnowledgeApp.SearchAsync(person, "bittern", late.Position)).Results, found => found.DocumentId == late.Id);
        Assert.Null(host.Catalog.Find(early.Id));
    }

    [Fact]
    public async Task Disk_without_room_for_a_snapshot_leaves_the_server_serving()
    {
        using var folder = new TemporaryFolder();
        if (!Mount("-t", "tmpfs", "-o", "size=16k", "tmpfs", folder.Root))
        {
            Assert.Skip("needs the right to mount a small file system");
        }

        try
        {
            await using var app = await KnowledgeApp.StartAsync(
                new HashingEmbeddings(), ("SnapshotFolder", folder.Root), ("SnapshotInterval", "1.00:00:00"));
            var person = await app.RegisterAsync();
            var last = await AddBirdsAsync(person);
            await app.Services.GetRequiredService<SnapshotKeeper>().SaveAsync(
                app.Services.GetRequiredService<IndexHost>(), KnowledgeApp.Token);
            Assert.NotEmpty((await KnowledgeApp.SearchAsync(person, "heron lake", last.Position)).Results);
            Assert.DoesNotContain(
                Directory.EnumerateDirectories(folder.Root, "*", SearchOption.AllDirectories), path => path.Contains("snapshot-"));
            await app.RestartAsync();
            person = await app.SignInAsync(person.Email);
            Assert.NotEmpty((await KnowledgeApp.SearchAsync(person, "heron lake")).Results);
        }
        finally
        {
            using var unmount = Process.Start("umount", ["-l", folder.Root]);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Snapshots_switched_off_are_neither_made_nor_used()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("SnapshotsEnabled", "false"));
        await AddBirdsAsync(await app.RegisterAsync());
        await app.RestartAsync();
        Assert.Null(ResumedFrom(app));
        Assert.Empty(Snapshots(app));
    }

    private static async Task<Document> AddBirdsAsync(SignedIn person)
    {
        await KnowledgeApp.AddAsync(person, "Heron", "A grey heron stands at the lake and waits for fish.");
        await KnowledgeApp.AddAsync(person, "Stork", "A stork nests on the chimney.");
        return await KnowledgeApp.AddAsync(person, "Crane", "A crane dances on the meadow by the lake.");
    }

    private static long? ResumedFrom(FootnoteApp app) => app.Services.GetRequiredService<IndexReports>().ResumedFrom;

    private static IReadOnlyList<string> Snapshots(FootnoteApp app) =>
        [.. Directory.GetDirectories(Path.Combine(app.DataFolder, "indexes"), "snapshot-*").OrderDescending()];

    private static void Damage(string path, string damage)
    {
        if (damage == "remove")
        {
            File.Delete(path);
            return;
        }

        var bytes = File.ReadAllBytes(path);
        if (damage == "flip")
        {
            // what is not zero is no padding
            bytes[Array.FindLastIndex(bytes, bytes.Length / 2, value => value != 0)] ^= 0x10;
        }

        // another file, as the index that was stopped may still have this one mapped
        File.Delete(path);
        File.WriteAllBytes(path, damage == "cut" ? bytes[..(bytes.Length / 2)] : bytes);
    }

    private static bool Mount(params string[] arguments)
    {
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true
        })!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }
}
