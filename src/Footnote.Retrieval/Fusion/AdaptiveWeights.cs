using System.Text.Encodings.Web;
using System.Text.Json;

namespace Footnote.Retrieval.Fusion;

/// <summary>
/// Weights that follow the query: the dense share is 1 / (1 + exp(-(bias + sum of coefficient * (signal - mean) / scale))), kept within
/// <see cref="Lowest"/> and <see cref="Highest"/>. Linear in three signals, so every weight can be explained. Immutable.
/// </summary>
public sealed record AdaptiveWeights
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<AdaptiveWeights> Embedded = new(ReadEmbedded);

    /// <summary>The coefficients that are part of this library (Fusion/Data/fusion-weights.json); they suit the default encoder.</summary>
    public static AdaptiveWeights BuiltIn => Embedded.Value;

    /// <summary>The names of the signals, in the order of the other lists.</summary>
    public required IReadOnlyList<string> Signals { get; init; }

    /// <summary>What is subtracted from each signal.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>What each signal is divided by; above zero.</summary>
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>The coefficient of each standardised signal; above zero raises the dense share.</summary>
    public required IReadOnlyList<double> Coefficients { get; init; }

    /// <summary>The intercept.</summary>
    public required double Bias { get; init; }

    /// <summary>The dense share never falls below this.</summary>
    public required double Lowest { get; init; }

    /// <summary>The dense share never rises above this.</summary>
    public required double Highest { get; init; }

    /// <summary>Which data and which command gave these numbers, and how well they did on others.</summary>
    public required string Provenance { get; init; }

    /// <summary>The weights for one row of signals in the order of <see cref="FusionSignals.Names"/>.</summary>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public FusionWeights For(ReadOnlySpan<double> row)
    {
        if (row.Length != Coefficients.Count)
        {
            throw new ArgumentException($"The model has {Coefficients.Count} signals, the row {row.Length}.", nameof(row));
        }

        var sum = Bias;
        for (var i = 0; i < row.Length; i++)
        {
            sum += Coefficients[i] * (row[i] - Means[i]) / Scales[i];
        }

        var dense = (float)Math.Clamp(1 / (1 + Math.Exp(-sum)), Lowest, Highest);
        return new FusionWeights(1 - dense, dense);
    }

    /// <summary>Reads coefficients.</summary>
    /// <exception cref="JsonException">The text is not such a file.</exception>
    /// <exception cref="InvalidDataException">The file is for other signals than those of this version.</exception>
    public static AdaptiveWeights Parse(string json)
    {
        var model = JsonSerializer.Deserialize<AdaptiveWeights>(json, Format) ?? throw new JsonException("The file holds no weights.");
        var count = FusionSignals.Names.Count;
        return model.Signals.SequenceEqual(FusionSignals.Names, StringComparer.Ordinal)
            && model.Means.Count == count && model.Scales.Count == count && model.Coefficients.Count == count
            ? model
            : throw new InvalidDataException("The fusion weights belong to other signals than those of this version.");
    }

    /// <summary>Writes coefficients as <see cref="Parse"/> reads them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    private static AdaptiveWeights ReadEmbedded()
    {
        const string Name = "Footnote.Retrieval.Fusion.Data.fusion-weights.json";
        using var stream = typeof(AdaptiveWeights).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The embedded file {Name} is missing.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
