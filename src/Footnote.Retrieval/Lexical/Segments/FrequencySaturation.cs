namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>
/// The BM25 factor tf / (tf + k1 (1 - b + b dl / avgdl)) of S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework" (2009),
/// without the constant (k1 + 1), in single precision.
/// </summary>
internal readonly struct FrequencySaturation
{
    /// <summary>Constant part of the length normalisation: k1 (1 - b).</summary>
    public readonly float Base;

    /// <summary>Part of the normalisation for each term of length: k1 b / avgdl.</summary>
    public readonly float Slope;

    public FrequencySaturation(float k1, float b, float averageLength)
    {
        Base = k1 * (1 - b);
        Slope = averageLength > 0 ? k1 * b / averageLength : 0;
    }

    public float Of(int frequency, int length)
    {
        float tf = frequency;
        return tf / (tf + (Base + (Slope * length)));
    }

    /// <summary>
    /// By how much a bound that was computed for one average length can be too low for another: the factor grows with the average,
    /// by no more than the ratio of the two.
    /// </summary>
    public static float BoundCorrection(float averageThen, float averageNow) =>
        (averageThen > 0 && averageNow > averageThen ? averageNow / averageThen : 1f) * 1.000001f;
}
