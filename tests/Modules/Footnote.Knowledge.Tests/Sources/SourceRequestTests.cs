using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Client;
using Footnote.Client.Sources;

namespace Footnote.Knowledge.Tests.Sources;

/// <summary>Who may manage sources, and what a wrong request is told.</summary>
public sealed class SourceRequestTests(SourceRig rig) : IClassFixture<SourceRig>
{
    [Fact]
    public async Task Members_may_neither_see_nor_change_sources()
    {
        var source = await rig.AddFolderAsync();
        var member = await rig.App.RegisterAsync();
        var path = $"/sources/{source.Id}";
        foreach (var request in new[]
        {
            new HttpRequestMessage(HttpMethod.Get, "/sources"),
            new HttpRequestMessage(HttpMethod.Post, "/sources") { Content = JsonContent.Create(new { name = "x" }) },
            new HttpRequestMessage(HttpMethod.Get, path),
            new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(new { name = "x" }) },
            new HttpRequestMessage(HttpMethod.Delete, path),
            new HttpRequestMessage(HttpMethod.Post, path + "/run") { Content = JsonContent.Create(new { force = true }) },
            new HttpRequestMessage(HttpMethod.Post, path + "/cancel"),
            new HttpRequestMessage(HttpMethod.Get, path + "/runs"),
        })
        {
            using (request)
            {
                using var response = await member.Http.SendAsync(request, SourceRig.Token);
                Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Secret_stays_with_its_server_and_is_forgotten_when_the_source_moves_to_another()
    {
        var repository = new SourceRepository("https://git.example.org/a.git") { Token = "s3cret" };
        var source = await rig.Admin.Client.Sources.CreateAsync(
            new CreateSourceRequest("repository") { Git = repository }, SourceRig.Token);

        var renamed = await PatchAsync(source.Id, new { name = "renamed", git = new { url = "https://git.example.org/b.git" } });
        var moved = await PatchAsync(source.Id, new { git = new { url = "https://git.example.com/b.git" } });

        Assert.True(source.HasSecret);
        Assert.True(renamed.HasSecret);
        Assert.Equal(("renamed", "https://git.example.org/b.git"), (renamed.Name, renamed.Git?.Url));
        Assert.False(moved.HasSecret);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "folder")]
    [InlineData("""{"name":"x","folder":{"path":"/etc"}}""", "folder.path")]
    [InlineData("""{"name":"x","folder":{"path":"/etc"},"website":{"url":"https://example.org"}}""", "website")]
    [InlineData("""{"name":"","website":{"url":"https://example.org"}}""", "name")]
    [InlineData("""{"name":"x","website":{"url":"javascript:alert(1)"}}""", "website.url")]
    [InlineData("""{"name":"x","website":{"url":"https://u:p@example.org"}}""", "website.url")]
    [InlineData("""{"name":"x","website":{"url":"https://example.org","max_pages":100000}}""", "website.max_pages")]
    [InlineData("""{"name":"x","website":{"url":"https://example.org"},"schedule":{"every":"00:00:01"}}""", "schedule.every")]
    [InlineData("""{"name":"x","website":{"url":"https://example.org"},"schedule":{"daily_at":"25:00"}}""", "schedule.daily_at")]
    [InlineData("""{"name":"x","git":{"url":"file:///etc"}}""", "git.url")]
    [InlineData("""{"name":"x","git":{"url":"--upload-pack=sh"}}""", "git.url")]
    [InlineData("""{"name":"x","git":{"url":"https://example.org/x.git","branch":"--exec"}}""", "git.branch")]
    [InlineData("""{"name":"x","git":{"url":"https://example.org/x.git","path":"../.."}}""", "git.path")]
    [InlineData("""{"name":"x","s3":{"bucket":"a"}}""", "s3.bucket")]
    [InlineData("""{"name":"x","s3":{"bucket":"abc","endpoint":"gopher://x"}}""", "s3.endpoint")]
    public async Task Request_that_is_wrong_names_the_field(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await rig.Admin.Http.PostAsync(new Uri("/sources", UriKind.Relative), content, SourceRig.Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(SourceRig.Token));
        Assert.True(problem.RootElement.GetProperty("details").TryGetProperty(field, out _), problem.RootElement.ToString());
    }

    private async Task<Source> PatchAsync(Guid id, object change)
    {
        using var response = await rig.Admin.Http.PatchAsJsonAsync($"/sources/{id}", change, SourceRig.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<Source>(FootnoteJson.Options, SourceRig.Token)
            ?? throw new InvalidOperationException("The server answered nothing.");
    }
}
