namespace Footnote.Retrieval.Lexical;

/// <summary>What a <see cref="LexicalBenchmark"/> measured; medians of the builds and passes, percentiles over all passes.</summary>
/// <param name="Documents">Number of texts.</param>
/// <param name="DocumentsPerSecond">Texts indexed a second of wall-clock time, committed into one segment.</param>
/// <param name="DocumentsPerSecondLowest">The slowest build.</param>
/// <param name="DocumentsPerSecondHighest">The fastest build.</param>
/// <param name="DocumentsPerCpuSecond">Texts indexed a second of the process's processor time.</param>
/// <param name="IndexMegabytes">Size of the index, positions and word list included, in MiB.</param>
/// <param name="Queries">Number of queries.</param>
/// <param name="Limit">Results a query.</param>
/// <param name="QueriesPerSecond">Queries a second on one thread, parsing included.</param>
/// <param name="QueriesPerSecondLowest">The slowest pass.</param>
/// <param name="QueriesPerSecondHighest">The fastest pass.</param>
/// <param name="MedianMicroseconds">Half of the queries were faster.</param>
/// <param name="Percentile99Microseconds">99 % of the queries were faster.</param>
/// <param name="CpuMicrosecondsPerQuery">Processor time of the process by query, which a busy machine disturbs least.</param>
/// <param name="AllocatedBytesPerQuery">Managed memory by query, parsing included, the array of results not.</param>
public sealed record LexicalBenchmarkResult(
    int Documents,
    double DocumentsPerSecond,
    double DocumentsPerSecondLowest,
    double DocumentsPerSecondHighest,
    double DocumentsPerCpuSecond,
    double IndexMegabytes,
    int Queries,
    int Limit,
    double QueriesPerSecond,
    double QueriesPerSecondLowest,
    double QueriesPerSecondHighest,
    double MedianMicroseconds,
    double Percentile99Microseconds,
    double CpuMicrosecondsPerQuery,
    double AllocatedBytesPerQuery);
