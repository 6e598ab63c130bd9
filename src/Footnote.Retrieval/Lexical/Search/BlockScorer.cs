using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical.Search;

/// <summary>
/// Turns frequencies into scores. Scores are whole numbers (a query-wide scale makes them fine enough), because whole numbers add up to
/// the same sum in any order: skipping and exhaustive evaluation then agree to the last bit.
/// </summary>
internal static unsafe class BlockScorer
{
    /// <summary>Scores the loaded block of a cursor.</summary>
    public static void Score(PostingsCursor cursor, ushort* lengths, FrequencySaturation saturation, float weight)
    {
        var documents = cursor.Documents;
        var frequencies = cursor.Frequencies;
        var scores = cursor.Scores;
        var count = cursor.Count;
        var i = 0;
        if (Avx2.IsSupported)
        {
            var constant = Vector256.Create(saturation.Base);
            var slope = Vector256.Create(saturation.Slope);
            var factor = Vector256.Create(weight);
            var low = Vector256.Create(0xFFFF);
            for (; i + 8 <= count; i += 8)
            {
                var length = Avx2.GatherVector256((int*)lengths, Vector256.Load(documents + i), 2) & low;
                var norm = constant + (slope * Vector256.ConvertToSingle(length));
                var tf = Vector256.ConvertToSingle(Vector256.Load(frequencies + i));
                var score = tf / (tf + norm) * factor;
                Avx.ConvertToVector256Int32(score).Store(scores + i);
            }
        }

        for (; i < count; i++)
        {
            scores[i] = ScoreOne(saturation, frequencies[i], lengths[documents[i]], weight);
        }

        cursor.IsScored = true;
    }

    /// <summary>Score of one posting; the scalar twin of <see cref="Score"/>.</summary>
    public static int ScoreOne(FrequencySaturation saturation, int frequency, int length, float weight) =>
        (int)MathF.Round(saturation.Of(frequency, length) * weight, MidpointRounding.ToEven);

    /// <summary>An upper bound of the scores that belong to a bound of the saturated frequency.</summary>
    public static int Bound(float saturatedBound, float correctedWeight) => (int)MathF.Ceiling(saturatedBound * correctedWeight) + 1;
}
