using System.Net;
using Footnote.Client;
using Footnote.Client.Dictionary;
using Footnote.Knowledge.Dictionary;
using Footnote.Knowledge.Searching;
using Footnote.Platform.Data;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Tests;

public sealed class DictionaryTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    [Fact]
    public async Task Search_with_an_acronym_of_the_dictionary_finds_what_it_stands_for()
    {
        var administrator = await server.App.RegisterAsync(admin: true);
        var document = await KnowledgeApp.AddAsync(administrator, "Leave", "Kingfisher annual watching is granted twice.");
        Assert.Null(await LexicalRankAsync(administrator, "KAW", document.Id, document.Position));
        var stored = await administrator.Client.Dictionary.PutAsync(
            new SearchDictionary([["KAW", " kingfisher annual watching "]]), KnowledgeApp.Token);
        Assert.Equal(["KAW", "kingfisher annual watching"], stored.Groups.Single());
        Assert.NotNull(await LexicalRankAsync(administrator, "kaw", document.Id, document.Position));
        await administrator.Client.Dictionary.PutAsync(new SearchDictionary([]), KnowledgeApp.Token);
        Assert.Null(await LexicalRankAsync(administrator, "KAW", document.Id, document.Position));
        Assert.Empty((await administrator.Client.Dictionary.GetAsync(KnowledgeApp.Token)).Groups);
    }

    [Fact]
    public async Task Dictionary_is_for_administrators()
    {
        var member = await server.App.RegisterAsync();
        var read = await Assert.ThrowsAsync<FootnoteApiException>(() => member.Client.Dictionary.GetAsync(KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, read.Status);
        var written = await Assert.ThrowsAsync<FootnoteApiException>(() =>
            member.Client.Dictionary.PutAsync(new SearchDictionary([["a", "b"]]), KnowledgeApp.Token));
        Assert.Equal(HttpStatusCode.Forbidden, written.Status);
    }

    [Theory]
    [InlineData("{}", "groups")]
    [InlineData("{\"groups\":[[\"one\"]]}", "groups[0]")]
    [InlineData("{\"groups\":[[\"one\",\"ONE\"]]}", "groups[0]")]
    [InlineData("{\"groups\":[[\"a\",\"b\"],[\"a\",\" \"]]}", "groups[1]")]
    [InlineData("{\"groups\":[null]}", "groups[0]")]
    [InlineData("{\"groups\":[[null,\"a\",\"b\"]]}", "groups[0]")]
    [InlineData("{\"groups\":[[\"a\\u0000\",\"b\"]]}", "groups[0]")]
    [InlineData("{\"groups\":[[\"a\\ud800\",\"b\"]]}", "groups[0]")]
    public async Task Bad_dictionary_is_refused_with_the_field(string body, string field)
    {
        var administrator = await server.App.RegisterAsync(admin: true);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await administrator.Http.PutAsync(new Uri("/dictionary", UriKind.Relative), content, KnowledgeApp.Token);
        var answer = await response.Content.ReadAsStringAsync(KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(field, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dictionary_beyond_its_limits_is_refused()
    {
        var administrator = await server.App.RegisterAsync(admin: true);
        string[][][] tooMuch =
        [
            [.. Enumerable.Range(0, 501).Select(i => new[] { $"a{i}", $"b{i}" })],
            [[.. Enumerable.Range(0, 21).Select(i => $"a{i}")]],
            [["short", new string('x', 101)]],
        ];
        foreach (var groups in tooMuch)
        {
            var refused = await Assert.ThrowsAsync<FootnoteApiException>(() =>
                administrator.Client.Dictionary.PutAsync(new SearchDictionary(groups), KnowledgeApp.Token));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        }
    }

    [Fact]
    public async Task Another_node_uses_a_changed_dictionary_once_its_copy_is_old()
    {
        var administrator = await server.App.RegisterAsync(admin: true);
        var clock = new ManualTimeProvider();
        var options = new KnowledgeOptions { DictionaryRefresh = TimeSpan.FromSeconds(10) };
        var database = server.App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();
        var other = new TenantDictionaries(database, Options.Create(options), clock);
        await administrator.Client.Dictionary.PutAsync(new SearchDictionary([["VAT", "value added tax"]]), KnowledgeApp.Token);
        Assert.Equal(["value added tax"], await ExpandAsync(other, administrator, "VAT rate"));
        await administrator.Client.Dictionary.PutAsync(new SearchDictionary([["VAT", "sales tax"]]), KnowledgeApp.Token);
        Assert.Equal(["value added tax"], await ExpandAsync(other, administrator, "VAT rate"));
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(["sales tax"], await ExpandAsync(other, administrator, "VAT rate"));
        Assert.Empty((await other.GetAsync(KnowledgeApp.Stranger().TenantId, KnowledgeApp.Token)).Expand("VAT rate"));
    }

    private static async Task<IReadOnlyList<string>> ExpandAsync(TenantDictionaries node, SignedIn person, string query) =>
        (await node.GetAsync(person.TenantId, KnowledgeApp.Token)).Expand(query);

    private async Task<int?> LexicalRankAsync(SignedIn person, string query, Guid documentId, long? position)
    {
        var search = server.App.Services.GetRequiredService<ISearch>();
        var found = await search.SearchAsync(
            KnowledgeApp.PrincipalOf(person),
            new SearchQuery(query, 20) { Explain = true, MinPosition = position },
            KnowledgeApp.Token);
        return found.Value.Passages.FirstOrDefault(passage => passage.DocumentId == documentId)?.Explanation?.LexicalRank;
    }
}
