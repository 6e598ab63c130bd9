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
}
