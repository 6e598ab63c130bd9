namespace Footnote.Retrieval.Gate;

/// <summary>
/// Judges whether the chunks found can answer the question, by a logistic regression over <see cref="EvidenceFeatures"/>. Below its
/// threshold
/// the honest answer is "not found". Thread-safe.
/// </summary>
public sealed class EvidenceGate
{
    private readonly EvidenceGateModel _model;
    private readonly EvidenceGateOptions _options;

    /// <param name="options">How strict it is.</param>
    /// <param name="model">The coefficients; null for those that are built in.</param>
    public EvidenceGate(EvidenceGateOptions options, EvidenceGateModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _model = model ?? EvidenceGateModel.BuiltIn;
    }

    /// <summary>Judges the first chunks of a ranking together.</summary>
    /// <param name="input">What to judge by.</param>
    /// <param name="explain">Whether the inputs of the judgement are kept in the result.</param>
    public EvidenceAssessment Assess(EvidenceInput input, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Chunks.Count == 0)
        {
            return new EvidenceAssessment(0, false, "nothing_retrieved");
        }

        var row = EvidenceFeatures.Read(input, _options.Depth);
        var model = input.Dense.Count > 0 ? _model.WithDense : _model.LexicalOnly;
        var probability = model.Probability(row);
        var isSufficient = probability >= (_options.Threshold ?? model.Threshold);
        var missing = EvidenceFeatures.Missing(input, [.. input.Chunks.Take(_options.Depth)]);
        var unknown = missing.Where(t => t.IsSpecific).Select(t => t.Surface).ToArray();
        var reason = unknown.Length > 0 ? "unknown_terms" : "weak_evidence";
        var assessment = new EvidenceAssessment(probability, isSufficient, isSufficient ? null : reason) { MissingTerms = unknown };
        return explain ? assessment with { Features = Named(row) } : assessment;
    }

    private static Dictionary<string, double> Named(double[] row) =>
        EvidenceFeatures.Names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
