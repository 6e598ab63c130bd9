using System.CommandLine;
using System.Globalization;
using Footnote.Client;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources list</c>.</summary>
internal static class SourcesListVerb
{
    public static Command Create()
    {
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("list", "List the sources with their last runs.") { data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            PageRequest? request = null;
            do
            {
                var page = await connection.Client.Sources.ListAsync(request, cancellationToken);
                foreach (var source in page.Data)
                {
                    if (parsed.GetValue(json))
                    {
                        Shared.WriteJson(source);
                    }
                    else
                    {
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{source.Name}: {source.Kind} {source.Place}, {source.DocumentCount} documents, "
                            + $"{source.LastRun?.State ?? "never run"}"));
                    }
                }

                request = page.HasMore ? new PageRequest { After = page.Next } : null;
            }
            while (request is not null);
            return ExitCode.Success;
        });
        return command;
    }
}
