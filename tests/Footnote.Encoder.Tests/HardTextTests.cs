namespace Footnote.Encoder.Tests;

/// <summary>Texts that nobody should send, through the models that ship.</summary>
public sealed class HardTextTests
{
    private const int Megabyte = 1 << 20;

    public static TheoryData<string> Texts => new(
        "", " ", "\0\u0001\u007f", "\uD800", "\uDC00\uD800", "\uFFFD\uFFFE\uFFFF", "\U000F0000\U00100000", "\u0300\u0301\u0302",
        "\u200B\u200D\uFEFF", "漢字仮名", "😀😀😀", "[CLS] [SEP] <s> </s> <mask>");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Encode_of_empty_and_unknown_characters_gives_a_vector_of_unit_length(string text)
    {
        using SentenceEncoder encoder = SentenceEncoder.Load(Models.Sentence);

        AssertUnit(encoder.Encode(text));
        AssertUnit(await encoder.EncodeQueryAsync(text, TestContext.Current.CancellationToken));
        AssertUnit(Assert.Single(encoder.Encode([text])));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Score_of_empty_and_unknown_characters_is_finite(string text)
    {
        using CrossEncoder encoder = CrossEncoder.Load(Models.Cross);

        Assert.All(encoder.Score(text, [text, "a passage"]), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("the quick brown fox ")]
    [InlineData("漢")]
    [InlineData("\uD800")]
    [InlineData("\n")]
    public void Megabyte_of_text_is_cut_and_reported(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, Megabyte / piece.Length));
        using SentenceEncoder encoder = SentenceEncoder.Load(Models.Sentence);
        using CrossEncoder reader = CrossEncoder.Load(Models.Cross);

        EncodedText encoded = Assert.Single(encoder.EncodeWithCounts([text]));

        Assert.Equal((encoder.MaxTokens, true), (encoded.TokenCount, encoded.IsTruncated));
        AssertUnit(encoded.Vector);
        Assert.True(encoder.CountTokens(text) > encoder.MaxTokens);
        Assert.True(float.IsFinite(Assert.Single(reader.Score(text, [text]))));
    }

    private static void AssertUnit(float[] vector) => Assert.Equal(1, vector.Sum(value => (double)value * value), 1e-4);
}
