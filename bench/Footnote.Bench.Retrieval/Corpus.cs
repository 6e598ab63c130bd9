using System.Globalization;

namespace Footnote.Bench.Retrieval;

/// <summary>Reproducible documents, queries and vectors of the shape of real ones.</summary>
internal static class Corpus
{
    public const int Documents = 50_000;
    public const int Vectors = 20_000;
    public const int Dimensions = 384;
    public const int Queries = 64;

    /// <summary>Texts of 20 to 60 words; the few commonest words make up most of them.</summary>
    public static string[] Texts(int seed, int count, int shortest, int longest)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Text(random, random.Next(shortest, longest)))];
    }

    /// <summary>Unit vectors around two hundred centres.</summary>
    public static float[][] Rows(int seed, int count)
    {
        var centres = new Random(1);
        var around = Enumerable.Range(0, 200).Select(_ => Gaussian(centres, 1)).ToArray();
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Unit(Add(around[random.Next(around.Length)], Gaussian(random, 0.6f))))];
    }

    private static string Text(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Word((int)(20_000 * Math.Pow(random.NextDouble(), 4)))));

    private static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"w{number}x");

    private static float[] Gaussian(Random random, float deviation)
    {
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            vector[i] = deviation * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return vector;
    }

    private static float[] Add(float[] a, float[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }
}
