using System.CommandLine;
using Footnote.Client;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents list</c>: what the caller may read, or may restore.</summary>
internal static class DocumentsListVerb
{
    public static Command Create()
    {
        var status = new Option<string?>("--status") { Description = "Only documents in this state.", HelpName = "STATE" };
        var category = new Option<string?>("--category") { Description = "Only documents of this category.", HelpName = "TEXT" };
        var source = new Option<string?>("--source") { Description = "Only documents from this source.", HelpName = "SOURCE" };
        var tags = new Option<string[]>("--tag")
        {
            Description = "Only documents with this tag; may be given several times.",
            HelpName = "TEXT",
        };
        var deleted = new Option<bool>("--deleted") { Description = "Deleted documents that can be restored." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("list", "List documents, newest first.") { status, category, source, tags, deleted, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var query = new DocumentListQuery
            {
                Status = parsed.GetValue(status),
                Category = parsed.GetValue(category),
                Source = parsed.GetValue(source),
                Tags = parsed.GetValue(tags),
                Deleted = parsed.GetValue(deleted),
            };
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var asJson = parsed.GetValue(json);
            while (true)
            {
                var page = await connection.Client.Documents.ListAsync(query, cancellationToken);
                foreach (var document in page.Data)
                {
                    Print(document, asJson);
                }

                if (!page.HasMore)
                {
                    return ExitCode.Success;
                }

                query = query with { Page = new PageRequest { After = page.Next } };
            }
        });
        return command;
    }

    private static void Print(Document document, bool json)
    {
        if (json)
        {
            Shared.WriteJson(document);
            return;
        }

        var version = document.Version is { } answering && answering != document.LatestVersion
            ? $"version {answering} answers, {document.LatestVersion} is the newest"
            : $"version {document.LatestVersion}";
        Console.WriteLine($"{document.Id}  {document.Status,-10}  {document.Title} ({version})");
    }
}
