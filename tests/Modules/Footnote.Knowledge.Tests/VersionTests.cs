using System.Net;
using System.Text;
using Dapper;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Maintenance;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using DocumentStatus = Footnote.Client.Documents.DocumentStatus;

namespace Footnote.Knowledge.Tests;

public sealed class VersionTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task New_content_is_the_next_version_and_takes_over_from_the_old_in_one_step()
    {
        var person = await server.App.RegisterAsync();
        var first = await KnowledgeApp.UploadAsync(person, "rates.md", "# Rates\n\nThe capybara rate is nine."u8.ToArray());
        var replaced = await person.Client.Documents.ReplaceAsync(
            first.Id, new DocumentUpload("rates.txt", new MemoryStream("The capybara rate is eleven."u8.ToArray())), first.Etag,
            KnowledgeApp.Token);
        Assert.Equal((2, false, DocumentStatus.Pending), (replaced.Version, replaced.Unchanged, replaced.Status));
        var second = await person.Client.Documents.WaitAsync(first.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((2, 2, "rates.txt", "text/plain"), (second.Version, second.LatestVersion, second.FileName, second.MediaType));
        var found = (await KnowledgeApp.SearchAsync(person, "capybara rate", second.Position)).Results
            .Where(result => result.DocumentId == first.Id).ToArray();
        Assert.Equal(["The capybara rate is eleven."], found.Select(result => result.Excerpt));
        var versions = await person.Client.Documents.ListVersionsAsync(first.Id, KnowledgeApp.Token);
        Assert.Equal([(2, "published", true), (1, "superseded", false)], versions.Data.Select(v => (v.Number, v.Status, v.Answers)));
        Assert.Equal("# Rates\n\nThe capybara rate is nine.", await ReadVersionAsync(person, first.Id, 1));
        Assert.Equal("The capybara rate is eleven.", await ReadVersionAsync(person, first.Id, 2));
    }

    [Fact]
    public async Task Content_that_is_there_already_makes_no_version()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Same", "The okapi stays the same.");
        var again = await person.Client.Documents.ReplaceAsync(document.Id, "The okapi stays the same.",
            cancellationToken: KnowledgeApp.Token);
        Assert.Equal((1, true, document.Position), (again.Version, again.Unchanged, again.Position));
        var unchanged = await person.Client.Documents.GetAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal((document.Etag, document.UpdatedAt), (unchanged.Etag, unchanged.UpdatedAt));
        Assert.Single((await person.Client.Documents.ListVersionsAsync(document.Id, KnowledgeApp.Token)).Data);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(server.App.DataFolder, "tmp")));
    }

    [Fact]
    public async Task Version_that_cannot_be_read_leaves_the_old_one_answering_and_says_so()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Sturdy", "The ibex answers on.");
        await person.Client.Documents.ReplaceAsync(
            document.Id, new DocumentUpload("new.pdf", new MemoryStream("%PDF-1.7\nbroken"u8.ToArray())),
            cancellationToken: KnowledgeApp.Token);
        var failed = await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.Failed, "CORRUPT", 1, 2), (failed.Status, failed.Error?.Code, failed.Version, failed.LatestVersion));
        Assert.EndsWith("Version 1 still answers.", failed.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("text/plain", failed.MediaType);
        var found = await KnowledgeApp.SearchAsync(person, "ibex answers", failed.Position);
        Assert.Contains(found.Results, result => result.DocumentId == document.Id);
        var versions = await person.Client.Documents.ListVersionsAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal([(2, "failed", "CORRUPT"), (1, "published", null)], versions.Data.Select(v => (v.Number, v.Status, v.Error?.Code)));

        // what answered before can be brought back although it is there
        var back = await person.Client.Documents.ReplaceAsync(document.Id, "The ibex answers on.", cancellationToken: KnowledgeApp.Token);
        Assert.Equal((3, false), (back.Version, back.Unchanged));
        var repaired = await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal((DocumentStatus.Completed, 3), (repaired.Status, repaired.Version));
    }

    [Fact]
    public async Task Edit_with_an_outdated_etag_is_refused_and_changes_nothing()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Tagged", "The tapir is one.");
        await person.Client.Documents.ReplaceAsync(document.Id, "The tapir is two.", document.Etag, KnowledgeApp.Token);
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            person.Client.Documents.ReplaceAsync(document.Id, "The tapir is three.", document.Etag, KnowledgeApp.Token));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "PRECONDITION_FAILED"), (refused.Status, refused.Code));
        var bad = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            person.Client.Documents.ReplaceAsync(document.Id, "The tapir is three.", "no-quotes", KnowledgeApp.Token));
        Assert.Equal("VALIDATION_FAILED", bad.Code);
        var current = await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal(2, current.Version);
        using var response = await person.Http.GetAsync(new Uri($"/documents/{document.Id}", UriKind.Relative), KnowledgeApp.Token);
        Assert.Equal(current.Etag, response.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task Replacing_needs_the_owner_or_an_administrator_and_earlier_versions_are_theirs()
    {
        var owner = await server.App.RegisterAsync();
        var member = await server.App.RegisterAsync();
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(owner, "Guarded", "The secret quokka number is four.");
        var hidden = await KnowledgeApp.AddAsync(owner, "Hidden", "The hidden quokka.", request => request with { Restricted = true });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(() =>
            member.Client.Documents.ReplaceAsync(document.Id, "Mine now.", cancellationToken: KnowledgeApp.Token)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() =>
            member.Client.Documents.ReplaceAsync(hidden.Id, "Mine now.", cancellationToken: KnowledgeApp.Token)));
        await administrator.Client.Documents.ReplaceAsync(document.Id, "The quokka number is gone.", cancellationToken: KnowledgeApp.Token);
        await owner.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        Assert.Equal("The quokka number is gone.", await ReadVersionAsync(member, document.Id, 2));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(() => ReadVersionAsync(member, document.Id, 1)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() => ReadVersionAsync(member, hidden.Id, 1)));
        Assert.Equal("The secret quokka number is four.", await ReadVersionAsync(owner, document.Id, 1));
    }

    [Fact]
    public async Task Worker_that_still_reads_what_was_replaced_publishes_nothing()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"));
        var person = await app.RegisterAsync();
        var accepted = await person.Client.Documents.CreateAsync(new("Late", "The old lemur."), cancellationToken: KnowledgeApp.Token);
        var queue = app.Services.GetRequiredService<IngestionQueue>();
        var ingestor = app.Services.GetRequiredService<DocumentIngestor>();
        var old = await queue.ClaimAsync(KnowledgeApp.Token);
        await person.Client.Documents.ReplaceAsync(accepted.Id, "The new lemur.", cancellationToken: KnowledgeApp.Token);
        Assert.False(await ingestor.IngestAsync(old!, _ => { }, KnowledgeApp.Token));
        Assert.False(await queue.RenewAsync(old!, 0.5, KnowledgeApp.Token));
        var job = await queue.ClaimAsync(KnowledgeApp.Token);
        Assert.Equal(2, job?.Version);
        Assert.True(await ingestor.IngestAsync(job!, _ => { }, KnowledgeApp.Token));
        var text = await person.Client.Documents.GetTextAsync(accepted.Id, KnowledgeApp.Token);
        Assert.Equal("The new lemur.", text.Text.Trim());
    }

    [Fact]
    public async Task Versions_beyond_the_limit_are_removed_with_their_files()
    {
        await using var app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("KeptVersions", "1"));
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Kept", "The dugong is number 1.");
        for (var i = 2; i <= 4; i++)
        {
            await person.Client.Documents.ReplaceAsync(document.Id, $"The dugong is number {i}.", cancellationToken: KnowledgeApp.Token);
            await person.Client.Documents.WaitAsync(document.Id, cancellationToken: KnowledgeApp.Token);
        }

        var versions = await person.Client.Documents.ListVersionsAsync(document.Id, KnowledgeApp.Token);
        Assert.Equal([4, 3], versions.Data.Select(version => version.Number));
        var housekeeping = app.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<Housekeeping>().Single();
        await housekeeping.RunAsync(KnowledgeApp.Token);
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(app.DataFolder, "objects"), "*", SearchOption.AllDirectories).Count());
        await using var connection = await app.OpenDatabaseAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from knowledge.obsolete_objects"));
        Assert.Equal("The dugong is number 3.", await ReadVersionAsync(person, document.Id, 3));
    }

    [Fact]
    public async Task Source_that_brings_a_document_again_creates_replaces_updates_or_leaves_it()
    {
        var person = await server.App.RegisterAsync();
        var intake = server.App.Services.GetRequiredService<DocumentIntake>();
        var owner = new DocumentOwner(person.TenantId, person.UserId);
        var request = new IntakeRequest(DocumentSource.Git, Guid.CreateVersion7(), "docs/axolotl.md", "axolotl.md") { Tags = ["a"] };
        Assert.Equal(IntakeKind.Created, (await BringAsync(request, "The axolotl is pink.")).Kind);
        Assert.Equal(IntakeKind.Unchanged, (await BringAsync(request, "The axolotl is pink.")).Kind);
        var tagged = await BringAsync(request with { Tags = ["a", "b"] }, "The axolotl is pink.");
        Assert.Equal(IntakeKind.Updated, tagged.Kind);
        var replaced = await BringAsync(request with { Tags = ["a", "b"] }, "The axolotl is white.");
        Assert.Equal((IntakeKind.Replaced, tagged.DocumentId), (replaced.Kind, replaced.DocumentId));
        var document = await person.Client.Documents.WaitAsync(replaced.DocumentId, cancellationToken: KnowledgeApp.Token);
        Assert.Equal(("git", "docs/axolotl.md", 2), (document.Source, document.SourceRef, document.Version));
        Assert.NotNull(await intake.DeleteAsync(person.TenantId, request.SourceId, request.SourceRef, KnowledgeApp.Token));
        Assert.True(await intake.WasDeletedAsync(person.TenantId, request.SourceId, request.SourceRef, KnowledgeApp.Token));
        Assert.Null(await intake.DeleteAsync(person.TenantId, request.SourceId, request.SourceRef, KnowledgeApp.Token));
        Assert.Equal(IntakeKind.Created, (await BringAsync(request, "The axolotl is back.")).Kind);
        Assert.False(await intake.WasDeletedAsync(person.TenantId, request.SourceId, request.SourceRef, KnowledgeApp.Token));

        async Task<IntakeOutcome> BringAsync(IntakeRequest bring, string text)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return (await intake.CreateOrReplaceAsync(owner, bring, content, KnowledgeApp.Token)).Value;
        }
    }

    [Fact]
    public async Task Metadata_beside_new_content_is_refused()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.AddAsync(person, "Alone", "The numbat is alone.");
        var refused = await Assert.ThrowsAsync<FootnoteApiException>(() => person.Client.Documents.ReplaceAsync(
            document.Id, new DocumentUpload("a.txt", new MemoryStream("x"u8.ToArray())) { Title = "New" },
            cancellationToken: KnowledgeApp.Token));
        Assert.Equal("VALIDATION_FAILED", refused.Code);
    }

    private static async Task<string> ReadVersionAsync(SignedIn person, Guid id, int version)
    {
        using var content = new MemoryStream();
        await person.Client.Documents.CopyVersionToAsync(id, version, content, KnowledgeApp.Token);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    private static async Task<HttpStatusCode?> StatusAsync<T>(Func<Task<T>> action) =>
        (await Assert.ThrowsAsync<FootnoteApiException>(action)).Status;
}
