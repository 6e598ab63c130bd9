using Footnote.Encoder;
using Footnote.Models.Extractive;
using Footnote.Retrieval.Reranking;
using Footnote.Server.Embedding;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Tests.Extractive;

public sealed class ReadingAnswererTests(ReadingAnswererTests.Reader reader) : IClassFixture<ReadingAnswererTests.Reader>
{
    private static readonly PassageContent Opening = new()
    {
        Index = 1,
        Title = "Opening an account",
        HeadingPath = ["Who can open an account"],
        Text = "You can open a personal account in the app in about eight minutes. You must be at least 18 years old. For 13 to 17 "
            + "year-olds there is the teen account. Opening a personal account is free, and a personal account has no minimum balance.",
    };

    private static readonly PassageContent Orders = new()
    {
        Index = 2,
        Title = "Standing orders",
        Text = "A standing order sends a fixed amount to the same recipient every week or every month. Create one under Payments. Up to 40 "
            + "can be active at a time. Standing orders are executed in the morning.",
    };

    [Theory]
    [InlineData("How old must I be to open a personal account?", "at least 18 years old")]
    [InlineData("How many standing orders can I set up?", "Up to 40")]
    public async Task Answer_holds_the_sentence_that_answers_though_others_share_more_words(string question, string expected)
    {
        using var answerer = new ExtractiveAnswerer(reader);

        var answer = await AskAsync(answerer, question, Opening, Orders);

        Assert.Contains(expected, answer, StringComparison.Ordinal);
        Assert.True(answer.Split('[').Length <= 4, answer);
    }

    [Fact]
    public async Task Question_over_many_long_passages_has_the_model_read_a_bounded_part()
    {
        var passages = Enumerable.Range(1, 12).Select(i => new PassageContent
        {
            Index = i,
            Title = "Accounts " + i,
            Text = string.Join(' ', Enumerable.Range(0, 30).Select(n => $"Account {i} has {n} rules about the fee{Filler(n)}.")),
        });
        using var answerer = new ExtractiveAnswerer(reader);
        var (before, characters) = (reader.Calls, reader.Characters);

        var answer = await AskAsync(answerer, "How much is the account fee?", [.. passages]);

        Assert.NotEmpty(answer);
        Assert.Equal(before + 1, reader.Calls);
        Assert.InRange(reader.Characters - characters, 1, 4000);
    }

    [Fact]
    public async Task Model_that_fails_leaves_the_answer_to_the_words()
    {
        var encoder = CrossEncoder.Load(ModelFolders.Find(ModelFolders.DefaultCrossEncoder));
        encoder.Dispose();
        using var reading = new ExtractiveAnswerer(new Adapter(encoder));
        using var words = new ExtractiveAnswerer();

        var answer = await AskAsync(reading, "How many standing orders can I set up?", Opening, Orders);

        Assert.Equal(await AskAsync(words, "How many standing orders can I set up?", Opening, Orders), answer);
    }

    [Fact]
    public async Task Instructions_are_chosen_by_their_shape_and_not_read()
    {
        using var answerer = new ExtractiveAnswerer(reader);
        var before = reader.Calls;

        await AskAsync(answerer, "How do I set up a standing order?", Opening, Orders);

        Assert.Equal(before, reader.Calls);
    }

    private static string Filler(int words) => string.Concat(Enumerable.Repeat(" and more", words));

    private static async Task<string> AskAsync(ExtractiveAnswerer answerer, string question, params PassageContent[] passages)
    {
        List<AIContent> contents = [new TextContent(question), .. passages];
        return (await answerer.GetResponseAsync([new ChatMessage(ChatRole.User, contents)])).Text;
    }

    private sealed class Adapter(CrossEncoder encoder) : ICrossEncoder
    {
        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default) =>
            new(encoder.Score(query, passages, cancellationToken));
    }

    /// <summary>The real model, counting what it is given.</summary>
    public sealed class Reader : ICrossEncoder, IDisposable
    {
        private readonly CrossEncoder _encoder = CrossEncoder.Load(ModelFolders.Find(ModelFolders.DefaultCrossEncoder));

        public int Calls { get; private set; }

        public int Characters { get; private set; }

        public ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
        {
            Calls++;
            Characters += passages.Sum(passage => query.Length + passage.Length);
            return new(_encoder.Score(query, passages, cancellationToken));
        }

        public void Dispose() => _encoder.Dispose();
    }
}
