using System.CommandLine;
using Footnote.Client;
using Footnote.Client.Collections;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote ingest</c>: uploads files and folders to the running server and waits for them.</summary>
internal static class IngestVerb
{
    private const int Listed = 200;

    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files, zip archives, or folders with everything below them; folders become tags.",
            Arity = ArgumentArity.OneOrMore,
        };
        var collection =
            new Option<string?>("--collection") { Description = "Name of the collection; made when it does not exist.", HelpName = "NAME" };
        var category = new Option<string?>("--category") { Description = "Category of the documents, for filters.", HelpName = "TEXT" };
        var tags = new Option<string[]>("--tag") { Description = "A tag; may be given several times.", HelpName = "TEXT" };
        var restricted = new Option<bool>("--restricted") { Description = "Only you can read the documents." };
        var noWait = new Option<bool>("--no-wait") { Description = "Return when the files are stored, before they are searchable." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("ingest", "Add documents to the running server.")
        {
            paths, collection, category, tags, restricted, noWait, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var files = NamedFile.Expand(parsed.GetRequiredValue(paths));
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var collectionId = await FindOrCreateAsync(connection.Client, parsed.GetValue(collection), cancellationToken);
            BulkUpload Describe(IReadOnlyList<BulkFile> batch) => new(batch)
            {
                CollectionId = collectionId,
                Category = parsed.GetValue(category),
                Tags = parsed.GetValue(tags),
                Restricted = parsed.GetValue(restricted),
            };
            var outcomes = await BulkUploads.RunAsync(connection.Client, files, Describe, !parsed.GetValue(noWait), cancellationToken);
            return Print(outcomes, parsed.GetValue(json));
        });
        return command;
    }

    private static async Task<Guid?> FindOrCreateAsync(FootnoteClient client, string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        var found = await Collections.FindAsync(
            client, collection => string.Equals(collection.Name, name, StringComparison.Ordinal), cancellationToken);
        return (found ?? await client.Collections.CreateAsync(new CreateCollectionRequest(name), cancellationToken)).Id;
    }

    private static int Print(IReadOnlyList<UploadOutcome> outcomes, bool json)
    {
        foreach (var outcome in outcomes)
        {
            if (json)
            {
                Shared.WriteJson(outcome);
            }
            else if (outcomes.Count <= Listed || !outcome.IsUsable)
            {
                var reason = outcome.Error is { } error ? $" {error.Code}: {error.Message}" : "";
                Console.WriteLine($"{outcome.Status,-10} "
                    + $"{outcome.File}{reason}{string.Concat(outcome.Warnings.Select(warning => $"\n           warning: {warning}"))}");
            }
        }

        if (!json && outcomes.Count > 1)
        {
            var failed = outcomes.Count(outcome => !outcome.IsUsable);
            Console.WriteLine($"{outcomes.Count - failed} documents added, {failed} failed.");
        }

        return outcomes.All(outcome => outcome.IsUsable) ? ExitCode.Success : ExitCode.DocumentFailed;
    }
}
