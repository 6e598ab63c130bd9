using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Retrieval.Gate;

/// <summary>
/// The gate's coefficients: with and without a dense leg. Stored as JSON; the built-in file is Gate/Data/evidence-gate.json.
/// </summary>
/// <param name="WithDense">Used when the dense leg took part.</param>
/// <param name="LexicalOnly">Used when it did not.</param>
public sealed record EvidenceGateModel(LogisticModel WithDense, LogisticModel LexicalOnly)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<EvidenceGateModel> Embedded = new(ReadEmbedded);

    /// <summary>The coefficients that are part of this library; they suit the default encoder.</summary>
    public static EvidenceGateModel BuiltIn => Embedded.Value;

    /// <summary>
    /// Used after a cross-encoder has read the chunks, over <see cref="SecondLookFeatures"/>; null leaves it at the first look.
    /// </summary>
    public LogisticModel? SecondLook { get; init; }

    /// <summary>Reads coefficients.</summary>
    /// <exception cref="JsonException">The text is not such a file.</exception>
    /// <exception cref="InvalidDataException">The file is for other features than those of this version.</exception>
    public static EvidenceGateModel Parse(string json)
    {
        var model = JsonSerializer.Deserialize<EvidenceGateModel>(json, Format) ?? throw new JsonException("The file holds no model.");
        Check(model.WithDense, EvidenceFeatures.Names);
        Check(model.LexicalOnly, EvidenceFeatures.Names);
        if (model.SecondLook is { } secondLook)
        {
            Check(secondLook, SecondLookFeatures.Names);
        }

        return model;
    }

    /// <summary>Writes coefficients as <see cref="Parse"/> reads them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    private static void Check(LogisticModel model, IReadOnlyList<string> names)
    {
        var count = names.Count;
        if (!model.Features.SequenceEqual(names, StringComparer.Ordinal)
            || model.Means.Count != count || model.Scales.Count != count || model.Weights.Count != count)
        {
            throw new InvalidDataException("The evidence gate's coefficients belong to other features than those of this version.");
        }
    }

    private static EvidenceGateModel ReadEmbedded()
    {
        const string Name = "Footnote.Retrieval.Gate.Data.evidence-gate.json";
        using var stream = typeof(EvidenceGateModel).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The embedded file {Name} is missing.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
