using System.CommandLine;
using Footnote.Client;
using Footnote.Client.Sources;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources run</c>: runs a source now and waits for the end.</summary>
internal static class SourcesRunVerb
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var name = SourcesVerb.Source();
        var force = new Option<bool>("--force") { Description = "Delete the documents that are gone, however many." };
        var noWait = new Option<bool>("--no-wait") { Description = "Return at once." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("run", "Run a source now.") { name, force, noWait, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var source = await SourcesVerb.FindAsync(connection.Client, parsed.GetRequiredValue(name), cancellationToken);
            await connection.Client.Sources.RunAsync(source.Id, parsed.GetValue(force), cancellationToken);
            if (parsed.GetValue(noWait))
            {
                return ExitCode.Success;
            }

            var run = await WaitAsync(connection.Client, source, cancellationToken);
            SourcesVerb.Print(run, parsed.GetValue(json));
            return run is { State: "completed", Failed: 0 } ? ExitCode.Success : ExitCode.DocumentFailed;
        });
        return command;
    }

    private static async Task<SourceRun> WaitAsync(FootnoteClient client, Source before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var source = await client.Sources.GetAsync(before.Id, cancellationToken);
            if (source.LastRun is { EndedAt: not null } run && run.Id != before.LastRun?.Id)
            {
                return run;
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }
}
