using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Knowledge.Tests.Reading.Ocr;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Pages;

public sealed class PageBoxesTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    private static readonly byte[] Pdf = new TestPdf()
        .Text("The harbour office opens at nine.", "Boats pay a mooring fee of twelve euros.")
        .Text("Dogs are welcome on the pier.", "The mooring fee is due in spring.")
        .Build();

    [Fact]
    public async Task Span_of_the_text_is_found_on_its_page_line_by_line()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "harbour.pdf", Pdf);
        var text = await person.Client.Documents.GetTextAsync(document.Id, KnowledgeApp.Token);
        var second = Assert.IsType<Client.Documents.DocumentPage>(text.Pages?[1]);
        var start = text.Text.IndexOf("mooring fee", second.Start, StringComparison.Ordinal);
        var whole = await GetAsync(person, document.Id, "2/boxes");
        var part = await GetAsync(person, document.Id, $"2/boxes?start={start}&end={start + "mooring fee".Length}");
        Assert.Equal((612, 792), (part.GetProperty("width").GetDouble(), part.GetProperty("height").GetDouble()));
        var lines = whole.GetProperty("boxes").EnumerateArray().ToList();
        Assert.Equal(2, lines.Count);
        // the second line stands 20 points below the first, whose baseline is 72 points from the top
        var box = Assert.Single(part.GetProperty("boxes").EnumerateArray());
        Assert.InRange(box.GetProperty("y").GetDouble(), lines[1].GetProperty("y").GetDouble() - 1, 100);
        Assert.InRange(box.GetProperty("x").GetDouble(), lines[1].GetProperty("x").GetDouble() + 10, 200);
        Assert.InRange(box.GetProperty("width").GetDouble(), 20, lines[1].GetProperty("width").GetDouble() - 50);
    }

    [Fact]
    public async Task Page_that_is_not_there_or_not_theirs_is_not_found()
    {
        var person = await server.App.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "harbour.pdf", Pdf);
        var note = await KnowledgeApp.AddAsync(person, "Note", "No pages here.");
        foreach (var path in new[] { $"{document.Id}/pages/3/boxes", $"{document.Id}/pages/0/boxes", $"{note.Id}/pages/1/boxes",
            $"{Guid.NewGuid()}/pages/1/boxes" })
        {
            using var response = await person.Http.GetAsync(new Uri($"/documents/{path}", UriKind.Relative), KnowledgeApp.Token);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Span_that_ends_before_it_starts_is_refused()
    {
        var person = await server.App.RegisterAsync();
        using var response = await person.Http.GetAsync(
            new Uri($"/documents/{Guid.NewGuid()}/pages/1/boxes?start=5&end=5", UriKind.Relative), KnowledgeApp.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("\"end\"", await response.Content.ReadAsStringAsync(KnowledgeApp.Token), StringComparison.Ordinal);
    }

    private static Task<JsonElement> GetAsync(SignedIn person, Guid id, string path) =>
        person.Http.GetFromJsonAsync<JsonElement>(new Uri($"/documents/{id}/pages/{path}", UriKind.Relative), KnowledgeApp.Token);
}
