using System.CommandLine;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents replace ID FILE</c>: new content as the next version.</summary>
internal static class DocumentsReplaceVerb
{
    public static Command Create()
    {
        var id = DocumentsVerb.Id();
        var file = new Argument<string>("file") { Description = "The new content.", HelpName = "FILE" };
        var noWait = new Option<bool>("--no-wait") { Description = "Do not wait until the new version answers." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("replace", "Give a document new content; the old answers until the new has been read.")
        {
            id, file, noWait, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file);
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var documents = connection.Client.Documents;
            await using var content = File.OpenRead(path);
            var upload = new DocumentUpload(Path.GetFileName(path), content);
            var replaced = await documents.ReplaceAsync(parsed.GetValue(id), upload, cancellationToken: cancellationToken);
            var document = replaced.Unchanged || parsed.GetValue(noWait)
                ? null
                : await documents.WaitAsync(replaced.Id, cancellationToken: cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(replaced with { Status = document?.Status ?? replaced.Status });
            }
            else
            {
                Console.WriteLine(replaced.Unchanged ? $"unchanged: version {replaced.Version} has this content."
                    : document?.Error is { } fault ? $"failed: {fault.Code} {fault.Message}"
                    : $"version {replaced.Version} {document?.Status ?? replaced.Status}");
            }

            return document is null or { Status: DocumentStatus.Completed } ? ExitCode.Success : ExitCode.DocumentFailed;
        });
        return command;
    }
}
