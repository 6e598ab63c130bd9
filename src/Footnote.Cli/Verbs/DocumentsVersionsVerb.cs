using System.CommandLine;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents versions ID</c>: the kept versions; with --save the file of one.</summary>
internal static class DocumentsVersionsVerb
{
    public static Command Create()
    {
        var id = DocumentsVerb.Id();
        var number = new Option<int?>("--number") { Description = "The version that --save fetches.", HelpName = "N" };
        var save = new Option<string?>("--save") { Description = "Writes the file of the version --number here.", HelpName = "FILE" };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("versions", "List the versions of a document, newest first.") { id, number, save, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var documents = connection.Client.Documents;
            if (parsed.GetValue(save) is { } path)
            {
                var wanted = parsed.GetValue(number) ?? throw new UsageException("--save needs --number.");
                await using var file = new FileStream(path, FileMode.CreateNew);
                await documents.CopyVersionToAsync(parsed.GetValue(id), wanted, file, cancellationToken);
                return ExitCode.Success;
            }

            var versions = await documents.ListVersionsAsync(parsed.GetValue(id), cancellationToken);
            foreach (var version in versions.Data)
            {
                Print(version, parsed.GetValue(json));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(DocumentVersion version, bool json)
    {
        if (json)
        {
            Shared.WriteJson(version);
            return;
        }

        var answers = version.Answers ? ", answers" : "";
        var error = version.Error is { } fault ? $": {fault.Code} {fault.Message}" : "";
        Console.WriteLine($"{version.Number}  {version.Status}{answers}  {version.FileName ?? "text"}, {version.SizeBytes} bytes, "
            + $"{version.CreatedAt:u}{error}");
    }
}
