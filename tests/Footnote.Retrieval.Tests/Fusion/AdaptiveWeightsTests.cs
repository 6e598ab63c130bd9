using Footnote.Retrieval.Fusion;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Tests.Fusion;

public sealed class AdaptiveWeightsTests
{
    private static readonly ScoredId[] Lexical = [new(1, 10), new(2, 8), new(3, 4)];
    private static readonly ScoredId[] Dense = [new(1, 0.9f), new(4, 0.85f), new(3, 0.8f)];

    private static AnalyzedQuery Query => new()
    {
        Text = "how to freeze cards",
        LexicalText = "how to freeze cards",
        Language = "en",
        Kind = QueryKind.Semantic,
        Terms = [new("how", "how", 5, true, false), new("freeze", "freez", 8, true, false), new("cards", "card", 7, true, false)],
    };

    [Fact]
    public void BuiltIn_coefficients_are_for_the_signals_of_this_version()
    {
        Assert.Equal(FusionSignals.Names, AdaptiveWeights.BuiltIn.Signals);
        Assert.NotEmpty(AdaptiveWeights.BuiltIn.Provenance);
    }

    [Fact]
    public void For_query_the_encoder_breaks_into_many_tokens_lowers_the_dense_share()
    {
        var german = Query with { Language = "de" };
        var known = AdaptiveWeights.BuiltIn.For(FusionSignals.Read(german, text => text.Length == 0 ? 2 : 7, Lexical, Dense));
        var unknown = AdaptiveWeights.BuiltIn.For(FusionSignals.Read(german, text => text.Length == 0 ? 2 : 14, Lexical, Dense));
        Assert.True(unknown.Dense < known.Dense);
        Assert.Equal(1, unknown.Dense + unknown.Lexical, 5);
    }

    [Fact]
    public void Read_signals_by_hand()
    {
        var row = FusionSignals.Read(Query with { Language = "de" }, text => text.Length == 0 ? 2 : 10, Lexical, Dense);
        Assert.Equal([0.7, 0.6, 0.1], row, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Read_english_counts_as_known_whatever_its_tokens()
    {
        Assert.Equal(0, FusionSignals.Read(Query, text => text.Length, Lexical, Dense)[0]);
    }

    [Fact]
    public void Read_empty_legs_give_finite_signals()
    {
        Assert.All(FusionSignals.Read(Query with { Terms = [] }, null, [], []), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Parse_what_ToJson_wrote_is_the_same_text_again()
    {
        var json = AdaptiveWeights.BuiltIn.ToJson();
        Assert.Equal(json, AdaptiveWeights.Parse(json).ToJson());
    }

    [Fact]
    public void Parse_weights_of_other_signals_are_refused()
    {
        var json = AdaptiveWeights.BuiltIn.ToJson().Replace("dense_gap", "other", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => AdaptiveWeights.Parse(json));
    }
}
