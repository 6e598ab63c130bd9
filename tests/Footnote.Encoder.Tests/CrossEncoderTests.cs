using System.Text.Json;

namespace Footnote.Encoder.Tests;

public sealed class CrossEncoderTests
{
    [Fact]
    public void WordPieceTokenizer_on_golden_texts_gives_the_ids_and_offsets_of_the_reference()
    {
        using CrossEncoder encoder = CrossEncoder.Load(Models.Cross, new EncoderOptions { AllowSpecialTokens = true });

        TokenParity.Check(GoldenFiles.Texts(), GoldenFiles.Tokens(Models.CrossModel), encoder.Tokenize);
    }

    [Fact]
    public void Score_in_fp32_equals_the_golden_scores_within_2e_3()
    {
        using CrossEncoder encoder = CrossEncoder.Load(Models.Cross, new EncoderOptions
        {
            Precision = Precision.Fp32,
            AllowSpecialTokens = true
        });
        float worst = 0;

        foreach (JsonElement pair in GoldenFiles.Lines(Models.CrossModel + ".pairs.jsonl.gz"))
        {
            float[] scores = encoder.Score(pair.GetProperty("query").GetString()!, [pair.GetProperty("passage").GetString()!]);
            worst = Math.Max(worst, Math.Abs(scores[0] - pair.GetProperty("score").GetSingle()));
        }

        Assert.True(worst is > 0 and <= 2e-3f, $"largest difference {worst}");
    }

    /// <summary>
    /// A logit runs from about -11 to +10. In int8 it may be off by .4 at most, a fiftieth of that range, and by .1 on average: passages
    /// change places only where they were nearly tied.
    /// </summary>
    [Fact]
    public void Score_in_int8_stays_within_4_tenths_of_the_golden_scores()
    {
        using CrossEncoder encoder = CrossEncoder.Load(Models.Cross, new EncoderOptions { AllowSpecialTokens = true });
        var differences = new List<float>();

        foreach (JsonElement pair in GoldenFiles.Lines(Models.CrossModel + ".pairs.jsonl.gz"))
        {
            float[] scores = encoder.Score(pair.GetProperty("query").GetString()!, [pair.GetProperty("passage").GetString()!]);
            differences.Add(Math.Abs(scores[0] - pair.GetProperty("score").GetSingle()));
        }

        Assert.True(differences.Max() is > 0 and <= .4f, $"largest difference {differences.Max()}");
        Assert.True(differences.Average() <= .1f, $"mean difference {differences.Average()}");
    }

    [Theory]
    [InlineData(Precision.Fp32, 1e-4f)]
    [InlineData(Precision.Int8, 1e-4f)]
    public void Score_of_many_passages_equals_that_of_each_alone(Precision precision, float tolerance)
    {
        using CrossEncoder encoder = CrossEncoder.Load(Models.Cross, new EncoderOptions { Precision = precision });
        string[] passages = [.. GoldenFiles.Lines(Models.CrossModel + ".pairs.jsonl.gz").Take(12)
            .Select(pair => pair.GetProperty("passage").GetString()!)];

        float[] together = encoder.Score("what is the capital of france?", passages);

        Assert.All(passages.Zip(together), pair =>
            Assert.Equal(encoder.Score("what is the capital of france?", [pair.First])[0], pair.Second, tolerance));
    }
}
