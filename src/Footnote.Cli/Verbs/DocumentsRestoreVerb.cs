using System.CommandLine;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents restore ID</c>: brings a deleted document back.</summary>
internal static class DocumentsRestoreVerb
{
    public static Command Create()
    {
        var id = DocumentsVerb.Id();
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("restore", "Bring a deleted document back; see: documents list --deleted.") { id, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var restored = await connection.Client.Documents.RestoreAsync(parsed.GetValue(id), cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(restored);
            }
            else
            {
                Console.WriteLine($"restored: {restored.Id} is {restored.Status}.");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
