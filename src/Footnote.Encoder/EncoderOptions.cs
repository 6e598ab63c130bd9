namespace Footnote.Encoder;

/// <summary>Settings of an encoder, read once when it is loaded.</summary>
public sealed record EncoderOptions
{
    private static readonly TimeSpan LongestQueryWindow = TimeSpan.FromMilliseconds(100);

    /// <summary>Arithmetic of the layers. Default <see cref="Precision.Int8"/>.</summary>
    public Precision Precision { get; init; } = Precision.Int8;

    /// <summary>
    /// Longest input in tokens, special tokens included; longer texts are cut at the end. Default (0): the model's own maximum, which it
    /// cannot exceed.
    /// </summary>
    public int MaxTokens { get; init; }

    /// <summary>Threads that bulk work may use, 1 to 256. Default (0): one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// How long a query may wait for others to be computed with, 0 to 100 ms, while others are in flight already; a lone one never waits.
    /// Default 2 ms.
    /// </summary>
    public TimeSpan QueryWindow { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// Whether special tokens written out in a text (<c>&lt;mask&gt;</c>, <c>[SEP]</c>) become those tokens, as the reference tokenizers
    /// do. Default false: they are ordinary text and cannot be smuggled in.
    /// </summary>
    public bool AllowSpecialTokens { get; init; }

    /// <summary>
    /// Text put before every query. Default (null): what the model's <c>config_sentence_transformers.json</c> says, else nothing.
    /// </summary>
    public string? QueryPrefix { get; init; }

    /// <summary>
    /// Text put before every passage. Default (null): what the model's <c>config_sentence_transformers.json</c> says, else nothing.
    /// </summary>
    public string? PassagePrefix { get; init; }

    /// <summary>Checks the ranges; the argument name of the exception is that of <paramref name="options"/>.</summary>
    internal static void Validate(EncoderOptions options)
    {
        if (options.MaxTokens is < 0 or (> 0 and < 4))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.MaxTokens,
                "MaxTokens is 0 (the model's maximum) or at least 4.");
        }

        if (options.Threads is < 0 or > 256)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "Threads is 0 (one per processor) or 1 to 256.");
        }

        if (options.QueryWindow < TimeSpan.Zero || options.QueryWindow > LongestQueryWindow)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.QueryWindow, "QueryWindow is 0 to 100 milliseconds.");
        }

        if (!Enum.IsDefined(options.Precision))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Precision, "Precision is Int8 or Fp32.");
        }
    }
}
