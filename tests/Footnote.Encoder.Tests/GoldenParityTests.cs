using System.Runtime.InteropServices;

namespace Footnote.Encoder.Tests;

/// <summary>The default encoder against the files the reference implementation wrote.</summary>
public sealed class GoldenParityTests
{
    [Fact]
    public void BytePairTokenizer_on_golden_texts_gives_the_ids_and_offsets_of_the_reference()
    {
        using SentenceEncoder encoder = SentenceEncoder.Load(Models.Sentence, new EncoderOptions { AllowSpecialTokens = true });

        TokenParity.Check(GoldenFiles.Texts(), GoldenFiles.Tokens(Models.SentenceModel), encoder.Tokenize);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Encode_in_fp32_equals_the_golden_vectors_within_1e_4(bool portableKernels)
    {
        var options = new EncoderOptions { Precision = Precision.Fp32, AllowSpecialTokens = true };
        using SentenceEncoder encoder = SentenceEncoder.Load(
            Models.Sentence, options, portableKernels ? Kernels.KernelSet.Portable : Kernels.KernelFactory.Best);
        ReadOnlySpan<float> golden = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Models.Golden(Models.SentenceModel + ".f32")));

        float[][] vectors = encoder.Encode(GoldenFiles.Texts());

        Assert.Equal(golden.Length, vectors.Length * encoder.Dimensions);
        float worst = 0;
        for (int i = 0; i < vectors.Length; i++)
        {
            for (int k = 0; k < encoder.Dimensions; k++)
            {
                worst = Math.Max(worst, Math.Abs(vectors[i][k] - golden[(i * encoder.Dimensions) + k]));
            }
        }

        Assert.True(worst <= 1e-4f, $"largest difference {worst}");
    }

    [Fact]
    public void Encode_in_int8_has_a_cosine_of_998_thousandths_to_the_golden_vectors()
    {
        using SentenceEncoder encoder = SentenceEncoder.Load(Models.Sentence, new EncoderOptions { AllowSpecialTokens = true });
        float[] golden = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Models.Golden(Models.SentenceModel + ".f32"))).ToArray();

        float[][] vectors = encoder.Encode(GoldenFiles.Texts());

        double[] cosines = [.. vectors.Select((vector, i) => vector.Select((value, k) =>
            (double)value * golden[(i * vector.Length) + k]).Sum())];
        Assert.True(cosines.Average() >= .998, $"mean {cosines.Average()}, lowest {cosines.Min()}");
        Assert.True(cosines.Min() >= .99, $"mean {cosines.Average()}, lowest {cosines.Min()}");
    }
}
