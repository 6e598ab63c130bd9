using System.Text.Json;
using System.Text.RegularExpressions;

namespace Footnote.Web.Tests.Samples;

public partial class SampleQuestionsTests
{
    [Fact]
    public void Questions_name_existing_articles_and_no_article_is_left_out()
    {
        var questions = Read();
        Assert.Equal(questions.Count, questions.Select(question => question.Id).Distinct(StringComparer.Ordinal).Count());
        var asked = questions
            .Where(question => question.Document is not null)
            .Select(question => question.Document!)
            .Distinct(StringComparer.Ordinal);
        Assert.Equal(Articles().Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.True(questions.Count(question => question.Answerable) >= 48);
        Assert.True(questions.Count(question => question.Kind == "near_miss") >= 12);
    }

    [Fact]
    public void Questions_expect_words_that_stand_in_their_article()
    {
        foreach (var question in Read().Where(question => question.Document is { } name && Path.GetExtension(name) is ".md" or ".html"))
        {
            var text = PlainText(File.ReadAllText(Path.Combine(SampleFiles.Folder, "articles", question.Document!)));
            Assert.All(question.Expected!, expected => Assert.Contains(expected, text, StringComparison.Ordinal));
        }
    }

    private static List<SampleQuestion> Read() =>
        [.. File.ReadLines(Path.Combine(SampleFiles.Folder, "questions.jsonl"))
            .Select(line => JsonSerializer.Deserialize<SampleQuestion>(line, JsonSerializerOptions.Web)!)];

    private static IEnumerable<string> Articles()
        => Directory.EnumerateFiles(Path.Combine(SampleFiles.Folder, "articles")).Select(file => Path.GetFileName(file));

    private static string PlainText(string source)
        => Spaces().Replace(System.Net.WebUtility.HtmlDecode(Tag().Replace(source, " ")).Replace("**", "", StringComparison.Ordinal), " ");

    [GeneratedRegex("<[^>]+>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s\u00A0]+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();

    private sealed record SampleQuestion(string Id, string Question, bool Answerable, string[]? Expected, string? Document, string? Kind);
}
