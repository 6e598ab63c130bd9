using System.CommandLine;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents access ID</c>: why somebody can or cannot see a document.</summary>
internal static class DocumentsAccessVerb
{
    public static Command Create()
    {
        var id = DocumentsVerb.Id();
        var user = new Option<Guid?>("--user") { Description = "The person (default: the caller).", HelpName = "ID" };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("access", "Explain why somebody can or cannot see a document.") { id, user, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var access = await connection.Client.Documents.ExplainAccessAsync(
                parsed.GetValue(id), parsed.GetValue(user), cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(access);
            }
            else
            {
                Print(access);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Print(DocumentAccess access)
    {
        Console.WriteLine(access.Allowed ? $"{access.UserId} can see the document." : $"{access.UserId} cannot see the document.");
        foreach (var rule in access.Rules)
        {
            Console.WriteLine($"  {(rule.Holds ? "yes" : "no "),-3}  {rule.Message}{(rule.Kind == "required" ? " (required)" : "")}");
        }
    }
}
