using System.CommandLine;
using Footnote.Client;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources runs</c>: the history of a source.</summary>
internal static class SourcesRunsVerb
{
    public static Command Create()
    {
        var name = SourcesVerb.Source();
        var limit = new Option<int>("--limit") { Description = "How many, newest first.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("runs", "Show the runs of a source.") { name, limit, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var source = await SourcesVerb.FindAsync(connection.Client, parsed.GetRequiredValue(name), cancellationToken);
            var page = await connection.Client.Sources.RunsAsync(
                source.Id, new PageRequest { Limit = parsed.GetValue(limit) }, cancellationToken);
            foreach (var run in page.Data)
            {
                SourcesVerb.Print(run, parsed.GetValue(json));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
