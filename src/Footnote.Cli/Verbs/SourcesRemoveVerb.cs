using System.CommandLine;
using System.Globalization;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources remove</c>.</summary>
internal static class SourcesRemoveVerb
{
    public static Command Create()
    {
        var name = SourcesVerb.Source();
        var documents = new Option<bool>("--documents") { Description = "Delete the documents of the source too." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("remove", "Remove a source; its documents stay unless you say otherwise.")
        {
            name, documents, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var source = await SourcesVerb.FindAsync(connection.Client, parsed.GetRequiredValue(name), cancellationToken);
            var removed = await connection.Client.Sources.DeleteAsync(source.Id, parsed.GetValue(documents), cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(removed);
            }
            else
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{source.Name} was removed with {removed.DocumentsDeleted} documents"));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
