namespace Footnote.Retrieval.Dense;

/// <summary>
/// Symmetric scalar quantisation: x is kept as round(x / s), with s chosen so that the largest magnitude of the row uses the whole range.
/// </summary>
internal static unsafe class Int8Quantizer
{
    /// <summary>Writes the codes of a row and returns its scale; <paramref name="residual"/> is the length of x - s * codes.</summary>
    public static float Encode(ReadOnlySpan<float> row, sbyte* codes, out float residual)
    {
        var largest = LargestMagnitude(row);
        var scale = largest / Int8Kernels.MaxCode;
        var inverse = scale > 0 ? 1 / scale : 0;
        if (!float.IsFinite(inverse))
        {
            scale = inverse = 0;
        }

        var squares = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            var code = (int)MathF.Round(row[i] * inverse);
            codes[i] = (sbyte)Math.Clamp(code, -Int8Kernels.MaxCode, Int8Kernels.MaxCode);
            double error = row[i] - (codes[i] * scale);
            squares += error * error;
        }

        residual = (float)Math.Sqrt(squares);
        return scale;
    }

    /// <summary>The same for a query, with 12 bits: its error then counts for little beside that of the rows.</summary>
    public static float EncodeQuery(ReadOnlySpan<float> query, short* codes, out float residual)
    {
        var largest = LargestMagnitude(query);
        var scale = largest / Int8Kernels.MaxQueryCode;
        var inverse = scale > 0 ? 1 / scale : 0;
        if (!float.IsFinite(inverse))
        {
            scale = inverse = 0;
        }

        var squares = 0.0;
        for (var i = 0; i < query.Length; i++)
        {
            var code = (int)MathF.Round(query[i] * inverse);
            codes[i] = (short)Math.Clamp(code, -Int8Kernels.MaxQueryCode, Int8Kernels.MaxQueryCode);
            double error = query[i] - (codes[i] * scale);
            squares += error * error;
        }

        residual = (float)Math.Sqrt(squares);
        return scale;
    }

    private static float LargestMagnitude(ReadOnlySpan<float> row)
    {
        var largest = 0f;
        foreach (var x in row)
        {
            largest = MathF.Max(largest, MathF.Abs(x));
        }

        return largest;
    }
}
