namespace Footnote.Retrieval.Gate;

/// <summary>
/// Judges whether the chunks found can answer the question, by a logistic regression over <see cref="EvidenceFeatures"/>. Below its
/// threshold
/// the honest answer is "not found". Thread-safe.
/// </summary>
public sealed class EvidenceGate
{
    private static readonly int UnknownShare = EvidenceFeatures.Names.ToList().IndexOf("unknown_specific");

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
        var assessment = new EvidenceAssessment(probability, isSufficient, isSufficient ? null : reason)
        {
            MissingTerms = unknown,
            UnknownShare = row[UnknownShare],
        };
        return explain ? assessment with { Features = Named(row) } : assessment;
    }

    /// <summary>Whether a cross-encoder's opinion could change the judgement of a query in this language.</summary>
    /// <param name="first">The judgement by cheap signals.</param>
    /// <param name="language">The query's language; "und" when it could not be told.</param>
    public bool WantsSecondLook(EvidenceAssessment first, string language)
    {
        ArgumentNullException.ThrowIfNull(first);
        var isRead = string.Equals(language, "und", StringComparison.Ordinal)
            || _options.SecondLookLanguages.Contains(language, StringComparer.OrdinalIgnoreCase);
        return isRead && _model.SecondLook is not null && first.Probability > 0 && first.Probability >= _options.SecondLookFrom;
    }

    /// <summary>
    /// Judges again, now that a cross-encoder has scored the chunks. Returns the first judgement when the model knows no second.
    /// </summary>
    /// <param name="first">The judgement by cheap signals.</param>
    /// <param name="scores">The raw scores of the chunks judged, in any order; not empty.</param>
    /// <param name="explain">Whether the inputs of the judgement are kept in the result.</param>
    public EvidenceAssessment Reassess(EvidenceAssessment first, IReadOnlyList<float> scores, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(scores);
        if (_model.SecondLook is not { } model || scores.Count == 0)
        {
            return first;
        }

        var row = SecondLookFeatures.Read(first.Probability, first.UnknownShare, scores);
        var probability = model.Probability(row);
        var isSufficient = probability >= (_options.Threshold ?? model.Threshold);
        var reason = first.MissingTerms.Count > 0 ? "unknown_terms" : "weak_evidence";
        var again = first with { Probability = probability, IsSufficient = isSufficient, Reason = isSufficient ? null : reason };
        return explain ? again with { Features = With(first.Features, row) } : again;
    }

    private static Dictionary<string, double> With(IReadOnlyDictionary<string, double> features, double[] row)
    {
        var all = new Dictionary<string, double>(features, StringComparer.Ordinal);
        foreach (var (name, value) in SecondLookFeatures.Names.Zip(row))
        {
            all[name] = value;
        }

        return all;
    }

    private static Dictionary<string, double> Named(double[] row) =>
        EvidenceFeatures.Names.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
