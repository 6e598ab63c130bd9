namespace Footnote.Retrieval.Dense;

/// <summary>What one timed pass over the queries of a benchmark took.</summary>
/// <param name="Micros">Wall time of each query, in microseconds.</param>
/// <param name="Rate">Queries per second.</param>
/// <param name="CpuMicros">Processor time of the whole pass, all threads, in microseconds.</param>
/// <param name="AllocatedBytes">Managed bytes the queries allocated.</param>
internal sealed record BenchmarkPass(double[] Micros, double Rate, double CpuMicros, long AllocatedBytes);
