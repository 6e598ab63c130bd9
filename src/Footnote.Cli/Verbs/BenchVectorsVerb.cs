using System.CommandLine;
using Footnote.Retrieval.Dense;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote bench vectors</c>: build time, memory, recall and speed of the vector index on given vectors.</summary>
internal static class BenchVectorsVerb
{
    public static Command Create()
    {
        var vectors = File("--vectors", "Rows of little-endian float32.");
        var queries = File("--queries", "Rows of little-endian float32.");
        var truth = File("--truth", "Rows of int32: the true nearest row numbers of each query, best first.");
        var dimensions = new Option<int>("--dim") { Description = "Numbers in a row.", Required = true, HelpName = "N" };
        var recall = new Option<double>("--recall")
        {
            Description = "The recall at 10 that the last line's setting reaches (default 0.95).",
            DefaultValueFactory = _ => 0.95,
            HelpName = "R",
        };
        var threads = new Option<int>("--threads") { Description = "Threads that build (default: one a processor).", HelpName = "N" };
        var file = new Option<string?>("--vector-file")
        {
            Description = "Keep the float32 vectors in this scratch file instead of in memory.",
            HelpName = "FILE",
        };
        var json = Shared.Json();
        var command = new Command("vectors", "Vector index against exact truth.")
        {
            vectors, queries, truth, dimensions, recall, threads, file, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new VectorBenchmarkOptions
            {
                Vectors = parsed.GetRequiredValue(vectors).FullName,
                Queries = parsed.GetRequiredValue(queries).FullName,
                Truth = parsed.GetRequiredValue(truth).FullName,
                Dimensions = parsed.GetValue(dimensions),
                Recall = parsed.GetValue(recall),
                Threads = parsed.GetValue(threads),
                VectorFile = parsed.GetValue(file),
            };
            try
            {
                VectorBenchmark.Run(options, Console.Out, cancellationToken);
            }
            catch (ArgumentException mismatch)
            {
                throw new UsageException(mismatch.Message);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Option<FileInfo> File(string name, string description) =>
        new(name) { Description = description, Required = true, HelpName = "FILE" };
}
