using System.Text.Json;
using Footnote.Retrieval.Gate;

namespace Footnote.Retrieval.Tests.Gate;

public sealed class EvidenceGateModelTests
{
    [Fact]
    public void BuiltIn_coefficients_are_for_the_features_of_this_version_and_say_where_they_are_from()
    {
        var model = EvidenceGateModel.BuiltIn;
        Assert.Equal(EvidenceFeatures.Names, model.WithDense.Features);
        Assert.Equal(EvidenceFeatures.Names, model.LexicalOnly.Features);
        Assert.Equal(SecondLookFeatures.Names, model.SecondLook?.Features);
        Assert.NotEmpty(model.WithDense.Provenance);
        Assert.InRange(model.WithDense.Threshold, 0.05, 0.95);
    }

    [Fact]
    public void Parse_what_ToJson_wrote_is_the_same_text_again()
    {
        var json = EvidenceGateModel.BuiltIn.ToJson();
        Assert.Equal(json, EvidenceGateModel.Parse(json).ToJson());
    }

    [Fact]
    public void Parse_coefficients_of_other_features_are_refused()
    {
        var json = EvidenceGateModel.BuiltIn.ToJson().Replace("\"window\"", "\"other\"", StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => EvidenceGateModel.Parse(json));
    }

    [Fact]
    public void Parse_text_that_is_no_model_is_refused()
    {
        Assert.Throws<JsonException>(() => EvidenceGateModel.Parse("[]"));
    }
}
