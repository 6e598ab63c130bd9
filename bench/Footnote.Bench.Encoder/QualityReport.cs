using System.Runtime.InteropServices;
using System.Text.Json;
using Footnote.Encoder;

namespace Footnote.Bench.Encoder;

/// <summary>nDCG@10 of dense retrieval with each arithmetic, and the cosine of its document vectors to those of the first one.</summary>
internal static class QualityReport
{
    private const int CacheStep = 256;

    /// <param name="model">Folder of the encoder.</param>
    /// <param name="folder">Folder of the set.</param>
    /// <param name="precisions">Arithmetics; the first is what the others are compared with.</param>
    /// <param name="cache">Where document vectors are kept, so that a run that was ended goes on; null keeps none.</param>
    /// <param name="writeLine">Receives a line of JSON for each arithmetic.</param>
    public static void Run(
        string model, string folder, IReadOnlyList<Precision> precisions, string? cache, Action<string> writeLine)
    {
        RetrievalSet set = RetrievalSet.Read(folder);
        float[][]? reference = null;
        foreach (Precision precision in precisions)
        {
            using SentenceEncoder encoder = SentenceEncoder.Load(model, new EncoderOptions { Precision = precision });
            float[][] documents = EncodeDocuments(encoder, set, NameOf(folder), cache);
            float[][] queries = encoder.Encode(set.Queries, EncodePurpose.Query);
            reference ??= documents;
            double[] cosines = [.. documents.Zip(reference, Dot)];
            double gain = queries.Select((query, i) => Ndcg(set, set.QueryIds[i], Top(set, documents, query))).Average();
            writeLine(JsonSerializer.Serialize(new
            {
                set = NameOf(folder),
                kind = precision.ToString(),
                documents = documents.Length,
                queries = queries.Length,
                ndcg_at_10 = Math.Round(gain, 4),
                cosine_mean = Math.Round(cosines.Average(), 5),
                cosine_min = Math.Round(cosines.Min(), 5),
            }));
        }
    }

    /// <summary>The last part of a path; of a set with one folder for each language the last two.</summary>
    private static string NameOf(string folder)
    {
        string[] parts = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)).Split(Path.DirectorySeparatorChar);
        return parts[^1].Length == 2 ? $"{parts[^2]}/{parts[^1]}" : parts[^1];
    }

    private static float[][] EncodeDocuments(SentenceEncoder encoder, RetrievalSet set, string name, string? cache)
    {
        if (cache is null)
        {
            return encoder.Encode(set.Documents);
        }

        Directory.CreateDirectory(cache);
        string path = Path.Combine(cache, $"{name.Replace('/', '-')}.{encoder.ModelId}.{encoder.Precision}.f32");
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        int rowBytes = encoder.Dimensions * sizeof(float);
        var vectors = new float[set.Documents.Count][];
        int done = (int)Math.Min(file.Length / rowBytes, vectors.Length);
        for (int i = 0; i < done; i++)
        {
            vectors[i] = new float[encoder.Dimensions];
            file.ReadExactly(MemoryMarshal.AsBytes(vectors[i].AsSpan()));
        }

        file.SetLength(file.Position);
        for (; done < vectors.Length; done += Math.Min(CacheStep, vectors.Length - done))
        {
            float[][] next = encoder.Encode(set.Documents.GetRange(done, Math.Min(CacheStep, vectors.Length - done)));
            foreach (float[] vector in next)
            {
                file.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
            }

            file.Flush();
            next.CopyTo(vectors, done);
        }

        return vectors;
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
