using System.CommandLine;
using Footnote.Retrieval.Lexical;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote bench lexical</c>: indexing rate, size and speed of the lexical index on given texts.</summary>
internal static class BenchLexicalVerb
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--data")
        {
            Description = "A folder with corpus.jsonl[.gz] and queries.jsonl.",
            Required = true,
            HelpName = "DIR",
        };
        var command = new Command("lexical", "Lexical index: texts a second, queries a second.") { folder, Shared.Json() };
        command.SetAction((parsed, cancellationToken) =>
        {
            try
            {
                LexicalBenchmarkReport.Run(parsed.GetRequiredValue(folder).FullName, Console.Out, cancellationToken);
            }
            catch (InvalidDataException fault)
            {
                throw new UsageException(fault.Message);
            }
            catch (ArgumentException fault)
            {
                throw new UsageException(fault.Message);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
