using System.Runtime.Intrinsics;

namespace Footnote.Retrieval.Dense;

/// <summary>
/// Symmetric scalar quantisation: x is kept as round(x / s), with s chosen so that the largest magnitude of the row uses the whole range.
/// Rows are padded with zeros to a multiple of 16 numbers.
/// </summary>
internal static unsafe class Int8Quantizer
{
    /// <summary>
    /// Writes the codes of a row of <paramref name="length"/> numbers and returns its scale; <paramref name="residual"/> is the length of
    /// x - s * codes.
    /// </summary>
    public static float Encode(float* row, int length, sbyte* codes, out float residual)
    {
        var scale = Scale(row, length, Int8Kernels.MaxCode, out var inverse);
        var squares = Vector512<float>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var rounded = Round(row + i, inverse, scale, Int8Kernels.MaxCode, ref squares);
            var shorts = Vector256.Narrow(rounded.GetLower(), rounded.GetUpper());
            Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store(codes + i);
        }

        residual = Length(squares, scale);
        return scale;
    }

    /// <summary>The same for a query, with 12 bits: its error then counts for little beside that of the rows.</summary>
    public static float EncodeQuery(float* query, int length, short* codes, out float residual)
    {
        var scale = Scale(query, length, Int8Kernels.MaxQueryCode, out var inverse);
        var squares = Vector512<float>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var rounded = Round(query + i, inverse, scale, Int8Kernels.MaxQueryCode, ref squares);
            Vector256.Narrow(rounded.GetLower(), rounded.GetUpper()).Store(codes + i);
        }

        residual = Length(squares, scale);
        return scale;
    }

    private static float Scale(float* row, int length, int maxCode, out float inverse)
    {
        var largest = Vector512<float>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            largest = Vector512.Max(largest, Vector512.Abs(Vector512.Load(row + i)));
        }

        var magnitude = 0f;
        for (var lane = 0; lane < 16; lane++)
        {
            magnitude = MathF.Max(magnitude, largest[lane]);
        }

        var scale = magnitude / maxCode;
        inverse = 1 / scale;
        if (float.IsFinite(inverse))
        {
            return scale;
        }

        // All zero, or so small that a step is none: the codes are zero, and what they leave out is the row itself, in steps of 1.
        inverse = 0;
        return 0;
    }

    /// <summary>
    /// Rounds 16 numbers to codes and adds the squares of what is left, in steps (so that nothing vanishes or overflows).
    /// </summary>
    private static Vector512<int> Round(float* row, float inverse, float scale, int maxCode, ref Vector512<float> squares)
    {
        var x = Vector512.Load(row);
        var steps = x * inverse;
        var limit = Vector512.Create((float)maxCode);
        var codes = Vector512.Min(Vector512.Max(Vector512.Round(steps), -limit), limit);
        var left = scale > 0 ? steps - codes : x;
        squares += left * left;
        return Vector512.ConvertToInt32(codes);
    }

    private static float Length(Vector512<float> squares, float scale)
    {
        var steps = MathF.Sqrt(Vector512.Sum(squares));
        return scale > 0 ? steps * scale : steps;
    }
}
