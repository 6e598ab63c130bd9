using System.CommandLine;
using Footnote.Client;
using Footnote.Client.Collections;
using Footnote.Client.Documents;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote samples load|remove</c>: the sample help centre, a collection of its own.</summary>
internal static class SamplesVerb
{
    private const string CollectionName = "Sample help centre";

    public static Command Create() => new("samples", "Load or remove the sample help centre.") { Load(), Remove() };

    private static Command Load()
    {
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("load", "Load the sample articles; does nothing when they are there.") { data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var articles = Path.Combine(RepositoryFolder.Find("samples"), "articles");
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var client = connection.Client;
            var collection = await FindAsync(client, cancellationToken)
                ?? await client.Collections.CreateAsync(
                    new CreateCollectionRequest(CollectionName, CollectionKind.Sample), cancellationToken);
            var present = await NamesAsync(client, collection.Id, cancellationToken);
            var files = Uploads.Expand([articles]).Where(file => !present.Contains(Path.GetFileName(file))).ToList();
            var outcomes = await Uploads.RunAsync(
                client, files, (file, content) => new DocumentUpload(Path.GetFileName(file), content) { CollectionId = collection.Id },
                wait: true, cancellationToken);
            var failed = outcomes.Where(outcome => !outcome.IsUsable).ToList();
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(new
                {
                    collection_id = collection.Id,
                    loaded = outcomes.Count - failed.Count,
                    present = present.Count,
                    failed = failed.Count,
                });
            }
            else
            {
                Console.WriteLine($"{outcomes.Count - failed.Count} sample articles "
                    + $"loaded{(present.Count > 0 ? $", {present.Count} were there already" : "")}.");
                failed.ForEach(
                    outcome => Console.Error.WriteLine($"failed: {outcome.File} {outcome.Error?.Code} {outcome.Error?.Message}"));
            }

            return failed.Count == 0 ? ExitCode.Success : ExitCode.DocumentFailed;
        });
        return command;
    }

    private static Command Remove()
    {
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("remove", "Remove the sample collection with all its articles.") { data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var collection = await FindAsync(connection.Client, cancellationToken);
            if (collection is not null)
            {
                await connection.Client.Collections.DeleteAsync(collection.Id, cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                Shared.WriteJson(new { removed = collection is not null });
            }
            else
            {
                Console.WriteLine(collection is null ? "There is no sample collection." : "The sample help centre is removed.");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Task<Collection?> FindAsync(FootnoteClient client, CancellationToken cancellationToken) =>
        Collections.FindAsync(client, collection => collection.IsSample, cancellationToken);

    private static async Task<HashSet<string>> NamesAsync(FootnoteClient client, Guid collectionId, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var query = new DocumentListQuery { CollectionId = collectionId };
        while (true)
        {
            var page = await client.Documents.ListAsync(query, cancellationToken);
            names.UnionWith(
                page.Data.Where(document => document.Status != DocumentStatus.Failed).Select(document => document.FileName ?? ""));
            if (!page.HasMore)
            {
                return names;
            }

            query = query with { Page = new PageRequest { After = page.Next } };
        }
    }
}
