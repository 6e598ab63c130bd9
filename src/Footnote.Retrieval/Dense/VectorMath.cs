namespace Footnote.Retrieval.Dense;

internal static class VectorMath
{
    /// <summary>
    /// Copies a vector, scaled to unit length when the metric is cosine, and returns the length of the copy. Sums in
    /// double, in which no finite vector overflows or vanishes.
    /// </summary>
    public static float Normalize(ReadOnlySpan<float> vector, Span<float> copy, VectorMetric metric)
    {
        var squares = 0.0;
        foreach (var x in vector)
        {
            squares += (double)x * x;
        }

        var length = Math.Sqrt(squares);
        if (metric == VectorMetric.Dot || length == 0)
        {
            vector.CopyTo(copy);
            return (float)length;
        }

        var factor = 1 / length;
        for (var i = 0; i < vector.Length; i++)
        {
            copy[i] = (float)(vector[i] * factor);
        }

        return 1;
    }

    /// <exception cref="ArgumentException">The vector has the wrong size or holds a number that is not finite.</exception>
    public static void Check(ReadOnlySpan<float> vector, int dimensions, string parameter)
    {
        if (vector.Length != dimensions)
        {
            throw new ArgumentException($"The vector has {vector.Length} dimensions; the index has {dimensions}.", parameter);
        }

        for (var i = 0; i < vector.Length; i++)
        {
            if (!float.IsFinite(vector[i]))
            {
                throw new ArgumentException($"The vector's number {i} is {vector[i]}; only finite numbers can be compared.", parameter);
            }
        }
    }
}
