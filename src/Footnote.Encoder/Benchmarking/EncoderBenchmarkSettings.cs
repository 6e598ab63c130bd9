namespace Footnote.Encoder.Benchmarking;

/// <summary>What <see cref="EncoderBenchmark"/> measures: every combination of the lists.</summary>
public sealed record EncoderBenchmarkSettings
{
    /// <summary>Arithmetics. Default both.</summary>
    public IReadOnlyList<Precision> Precisions { get; init; } = [Precision.Fp32, Precision.Int8];

    /// <summary>Numbers of threads. Default 1 and 2.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1, 2];

    /// <summary>Tokens of a sequence, at most what the model reads. Default 32, 128, 256.</summary>
    public IReadOnlyList<int> SequenceLengths { get; init; } = [32, 128, 256];

    /// <summary>Sequences of a call. Default 1, 8, 32.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [1, 8, 32];

    /// <summary>Tokens of question and passage together that a cross-encoder is measured with. Default 200.</summary>
    public int CrossLength { get; init; } = 200;

    /// <summary>Passages a cross-encoder is measured with. Default 5 (evidence gate) and 20 (careful requests).</summary>
    public IReadOnlyList<int> CrossPassages { get; init; } = [5, 20];

    /// <summary>Timed runs of each setting; the throughput reported is their median. Default 5.</summary>
    public int Runs { get; init; } = 5;

    /// <summary>Least time of a run in milliseconds. Default 700.</summary>
    public int RunMilliseconds { get; init; } = 700;

    /// <summary>Texts on which the arithmetics are compared with fp32. Default none: no comparison.</summary>
    public IReadOnlyList<string> AgreementTexts { get; init; } = [];

    /// <summary>
    /// Whether every token is computed in every layer, as runtimes do that do not know what the output is for. Default false: as the
    /// encoder works.
    /// </summary>
    public bool EveryToken { get; init; }
}
