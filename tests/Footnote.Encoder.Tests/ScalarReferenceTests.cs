using Footnote.Encoder.Kernels;

namespace Footnote.Encoder.Tests;

/// <summary>The whole forward pass against the scalar reference, for every kind of model and every kernel.</summary>
public sealed class ScalarReferenceTests
{
    private static readonly string[] Texts =
    [
        "", "fox", "the quick brown fox jumps over the lazy dog", "dogs jumps slowly there", string.Join(' ', Enumerable.Repeat("not here",
            30)),
        "the [PAD] dog",
    ];

    public static TheoryData<TinyShape> Shapes =>
    [
        new TinyShape(),
        new TinyShape { FirstToken = true },
        new TinyShape { Roberta = true, FirstToken = true, Positions = 42 },
        new TinyShape { Roberta = true, Type = "F16" },
        new TinyShape { Type = "BF16", Activation = "gelu_new" },
        new TinyShape { Activation = "relu", Heads = 1, Hidden = 17 },
        new TinyShape { Hidden = 64, Heads = 2, Intermediate = 96, Type = "F16", FirstToken = true },
        new TinyShape { Hidden = 100, Heads = 2, Intermediate = 160, Layers = 1 },
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Encode_of_a_random_model_equals_the_scalar_reference(TinyShape shape)
    {
        using var model = new TinyModel(shape);
        foreach (KernelSet kernels in new[] { KernelSet.Portable, KernelFactory.Best })
        {
            var options = new EncoderOptions { Precision = Precision.Fp32, AllowSpecialTokens = true };
            using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, options, kernels);
            double worst = WorstDifference(model, encoder);
            Assert.True(worst < 2e-5, $"{kernels}: {worst}");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Encode_in_int8_of_a_random_model_stays_near_the_scalar_reference(TinyShape shape)
    {
        using var model = new TinyModel(shape);
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { AllowSpecialTokens = true });

        Assert.True(WorstDifference(model, encoder) < .08);
    }

    private static double WorstDifference(TinyModel model, SentenceEncoder encoder)
    {
        var reference = new ScalarTransformer(model);
        float[][] together = encoder.Encode(Texts);
        double worst = 0;
        for (int i = 0; i < Texts.Length; i++)
        {
            int[] ids = encoder.Tokenize(Texts[i]).Ids;
            if (ids.Length > encoder.MaxTokens)
            {
                ids = [.. ids[..(encoder.MaxTokens - 1)], ids[^1]];
            }

            double[] expected = reference.Encode(ids);
            float[] alone = encoder.Encode(Texts[i]);
            for (int k = 0; k < expected.Length; k++)
            {
                worst = Math.Max(worst, Math.Max(Math.Abs(expected[k] - alone[k]), Math.Abs(expected[k] - together[i][k])));
            }
        }

        return worst;
    }
}
