using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Chat.Tests;

/// <summary>The questions of the sample knowledge base, answered from its articles by the server as it comes.</summary>
public sealed class SampleQuestionTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_sample_questions_are_answered_from_their_articles_and_the_others_are_not_found()
    {
        string samples = Path.Combine(RepositoryRoot(), "samples");
        await using FootnoteApp app = await FootnoteApp.StartAsync();
        SignedIn person = await app.RegisterAsync();
        await UploadAllAsync(person.Http, Path.Combine(samples, "articles"));
        var tally = new Dictionary<string, (int Right, int All)>(StringComparer.Ordinal);
        List<double> times = [];
        foreach (JsonElement line in File.ReadLines(Path.Combine(samples, "questions.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)))
        {
            using HttpResponseMessage response = await person.Http.PostAsJsonAsync("/chat/message",
                new { message = line.Text("question") }, TestContext.Current.CancellationToken);
            JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            times.Add(answer.At("metadata", "response_time_ms").GetDouble());
            Judge(line, answer, tally);
        }

        times.Sort();
        foreach ((string kind, (int right, int all)) in tally)
        {
            output.WriteLine($"{kind}: {right} of {all} right");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"response time p50 {times[times.Count / 2]:F0} ms, p95 {times[times.Count * 95 / 100]:F0} ms"));
        Assert.True(Share(tally["answerable"]) >= 0.65, $"answerable {tally["answerable"]}");
        Assert.True(Share(tally["off_topic"]) >= 0.8, $"off topic {tally["off_topic"]}");
    }

    private void Judge(JsonElement line, JsonElement answer, Dictionary<string, (int Right, int All)> tally)
    {
        bool isAnswerable = line.GetProperty("answerable").GetBoolean();
        string kind = isAnswerable ? "answerable" : line.Text("kind");
        bool isFound = answer.Text("metadata", "outcome") == "answered";
        string text = answer.Text("answer");
        bool isRight = isAnswerable
            ? isFound && line.List("expected").Exists(expected => text.Contains(expected.GetString()!, StringComparison.OrdinalIgnoreCase))
            : !isFound;
        (int right, int all) = tally.GetValueOrDefault(kind);
        tally[kind] = (right + (isRight ? 1 : 0), all + 1);
        if (!isRight)
        {
            output.WriteLine($"WRONG {line.Text("id")} {line.Text("question")}\n   -> {text.ReplaceLineEndings(" | ")}");
        }
    }

    private static async Task UploadAllAsync(HttpClient http, string folder)
    {
        List<string> ids = [];
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using var form = new MultipartFormDataContent();
            using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
            form.Add(content, "file", Path.GetFileName(file));
            using HttpResponseMessage response = await http.PostAsync("/documents", form);
            response.EnsureSuccessStatusCode();
            ids.Add((await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id"));
        }

        foreach (string id in ids)
        {
            while ((await http.GetFromJsonAsync<JsonElement>($"/documents/{id}")).Text("status") is "pending" or "processing")
            {
                await Task.Delay(100);
            }
        }
    }

    private static double Share((int Right, int All) tally) => (double)tally.Right / tally.All;

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Footnote.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
