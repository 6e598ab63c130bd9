using System.Text.Json;
using Footnote.Encoder;

namespace Footnote.Bench.Encoder;

/// <summary>nDCG@10 of dense retrieval with each arithmetic, and the cosine of its document vectors to those of the first one.</summary>
internal static class QualityReport
{
    public static void Run(string model, string folder, IReadOnlyList<Precision> precisions, Action<string> writeLine)
    {
        RetrievalSet set = RetrievalSet.Read(folder);
        float[][]? reference = null;
        foreach (Precision precision in precisions)
        {
            using SentenceEncoder encoder = SentenceEncoder.Load(model, new EncoderOptions { Precision = precision });
            float[][] documents = encoder.Encode(set.Documents);
            float[][] queries = encoder.Encode(set.Queries, EncodePurpose.Query);
            reference ??= documents;
            double[] cosines = [.. documents.Zip(reference, Dot)];
            double gain = queries.Select((query, i) => Ndcg(set, set.QueryIds[i], Top(set, documents, query))).Average();
            writeLine(JsonSerializer.Serialize(new
            {
                set = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
                kind = precision.ToString(),
                documents = documents.Length,
                queries = queries.Length,
                ndcg_at_10 = Math.Round(gain, 4),
                cosine_mean = Math.Round(cosines.Average(), 5),
                cosine_min = Math.Round(cosines.Min(), 5),
            }));
        }
    }

    private static double Dot(float[] left, float[] right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }

    private static IEnumerable<string> Top(RetrievalSet set, float[][] documents, float[] query) =>
        documents.Select((document, i) => (Score: Dot(document, query), Index: i))
            .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Index)
            .Take(10).Select(pair => set.DocumentIds[pair.Index]);

    private static double Ndcg(RetrievalSet set, string query, IEnumerable<string> ranked)
    {
        Dictionary<string, int> grades = set.Grades[query];
        static double Discounted(IEnumerable<int> gains) => gains.Select((gain, rank) => gain / Math.Log2(rank + 2)).Sum();
        double ideal = Discounted(grades.Values.OrderDescending().Take(10));
        return ideal == 0 ? 0 : Discounted(ranked.Select(id => grades.GetValueOrDefault(id))) / ideal;
    }
}
