using System.CommandLine;
using Footnote.Cli.Verbs;

namespace Footnote.Cli;

/// <summary>The verbs, and the one place where a failure becomes a message and an exit code.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Footnote answers questions from your own documents, with footnotes that were checked.");
        foreach (var verb in Verbs())
        {
            root.Subcommands.Add(verb);
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"footnote: {error.Message}");
            }

            var path = string.Join(
                ' ', parsed.CommandResult.Command == root ? ["footnote"] : new[] { "footnote", parsed.CommandResult.Command.Name });
            await Console.Error.WriteLineAsync($"See: {path} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToStop(parsed.CommandResult.Command),
            });
        }
        catch (Exception failure) when (Failures.TryDescribe(failure, out var message, out var exitCode))
        {
            await Console.Error.WriteLineAsync($"footnote: {message}");
            return exitCode;
        }
    }

    /// <summary>How long a verb may go on after SIGTERM: a server stops within the times of its own settings, which are longer.</summary>
    private static TimeSpan TimeToStop(Command verb) =>
        verb.Name == ServeVerb.Name ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2);

    private static IEnumerable<Command> Verbs() =>
    [
        ServeVerb.Create(), IngestVerb.Create(), AskVerb.Create(), SearchVerb.Create(), DocumentsVerb.Create(), SamplesVerb.Create(),
        UserVerb.Create(), SourcesVerb.Create(), ReindexVerb.Create(), ReadVerb.Create(), EmbedVerb.Create(), ModelsVerb.Create(),
        EvalVerb.Create(), BenchVerb.Create(), DoctorVerb.Create(), VersionVerb.Create(),
    ];
}
