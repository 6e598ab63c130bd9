using System.Text.Json.Serialization;

namespace Footnote.Evaluation.Retrieval;

/// <summary>What an evaluation measured; its JSON is one line with these names.</summary>
/// <param name="Set">The test collection's name.</param>
/// <param name="Mode">lexical, dense or hybrid.</param>
/// <param name="Queries">How many judged queries were run.</param>
/// <param name="NdcgAt10">Mean nDCG over the first ten, gains are the grades.</param>
/// <param name="RecallAt100">Mean recall within the first hundred.</param>
/// <param name="MrrAt10">Mean reciprocal rank within ten.</param>
/// <param name="P50Ms">Median time of a query in milliseconds, its encoding included.</param>
/// <param name="P99Ms">The time that 99 of 100 queries stay below.</param>
/// <param name="CrossWeight">The cross-encoder's share of the blended score; null, and not in the JSON, when there was none.</param>
public sealed record RetrievalEvaluationResult(
    [property: JsonPropertyName("set")] string Set,
    [property: JsonPropertyName("mode")] string Mode,
    [property: JsonPropertyName("queries")] int Queries,
    [property: JsonPropertyName("ndcg@10")] double NdcgAt10,
    [property: JsonPropertyName("recall@100")] double RecallAt100,
    [property: JsonPropertyName("mrr@10")] double MrrAt10,
    [property: JsonPropertyName("p50_ms")] double P50Ms,
    [property: JsonPropertyName("p99_ms")] double P99Ms,
    [property: JsonPropertyName("cross_weight"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? CrossWeight = null);
