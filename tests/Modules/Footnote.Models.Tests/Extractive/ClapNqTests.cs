using System.Text.Json;
using Footnote.Models.Extractive;
using Footnote.Testing;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Tests.Extractive;

public sealed class ClapNqTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Answerer_on_the_gold_passage_reaches_the_recorded_overlap_with_reference_answers()
    {
        await MeasureAsync(distractors: 0, least: 0.30);
    }

    [Fact]
    public async Task Answerer_among_four_other_passages_reaches_the_recorded_overlap_with_reference_answers()
    {
        await MeasureAsync(distractors: 4, least: 0.25);
    }

    private async Task MeasureAsync(int distractors, double least)
    {
        string folder = Path.Combine(SharedFolder.Require(), "data", "clapnq_dev");
        List<(string Id, string Title, string Text)> corpus = [.. Lines(folder, "corpus.jsonl")
            .Select(line => (line.GetProperty("_id").GetString()!, line.GetProperty("title").GetString()!,
                line.GetProperty("text").GetString()!))];
        Dictionary<string, string> questions = Lines(folder, "queries.jsonl")
            .ToDictionary(line => line.GetProperty("_id").GetString()!, line => line.GetProperty("text").GetString()!);
        using var answerer = new ExtractiveAnswerer();
        var scores = new List<double>();
        double words = 0;
        foreach (JsonElement line in Lines(folder, "answers.jsonl").Where(line => line.GetProperty("answerable").GetBoolean()))
        {
            int gold = corpus.FindIndex(document => document.Id == line.GetProperty("given_passage").GetString());
            List<AIContent> contents = [new TextContent(questions[line.GetProperty("_id").GetString()!])];
            contents.AddRange(Enumerable.Range(0, distractors + 1).Select(i =>
            {
                (_, string title, string text) = corpus[(gold + (i * 7)) % corpus.Count];
                return new PassageContent { Index = i + 1, Title = title, Text = text };
            }));
            ChatResponse response = await answerer.GetResponseAsync([new ChatMessage(ChatRole.User, contents)]);
            string[] references = [.. line.GetProperty("answers").EnumerateArray().Select(answer => answer.GetString()!)];
            double f1 = TokenF1.Best(response.Text, references);
            scores.Add(f1);
            words += response.Text.Split(' ').Length;
            if (Environment.GetEnvironmentVariable("SHOW_ANSWERS") == "1")
            {
                output.WriteLine($"{f1:F2} Q {contents[0]}\n  A {response.Text}\n  R {references[0]}");
            }
        }

        output.WriteLine(
            $"{scores.Count} questions, {distractors} distractors: "
            + $"token F1 {scores.Average():F3}, {words / scores.Count:F0} words an answer");
        Assert.True(scores.Average() >= least, $"token F1 {scores.Average():F3}");
    }

    private static IEnumerable<JsonElement> Lines(string folder, string file) =>
        File.ReadLines(Path.Combine(folder, file)).Select(line => JsonSerializer.Deserialize<JsonElement>(line));
}
