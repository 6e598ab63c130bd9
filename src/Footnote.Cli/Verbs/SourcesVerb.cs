using System.CommandLine;
using System.Globalization;
using Footnote.Client;
using Footnote.Client.Sources;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources</c>: the places outside that documents are kept in step with.</summary>
internal static class SourcesVerb
{
    public static Command Create() => new("sources", "List, add, run and remove the sources that documents are kept in step with.")
    {
        SourcesListVerb.Create(), SourcesAddVerb.Create(), SourcesRunVerb.Create(), SourcesRunsVerb.Create(), SourcesRemoveVerb.Create(),
    };

    public static Argument<string> Source() => new("source") { Description = "Name or id of the source." };

    /// <summary>Finds a source by its name or id.</summary>
    public static async Task<Source> FindAsync(FootnoteClient client, string nameOrId, CancellationToken cancellationToken)
    {
        PageRequest? request = null;
        while (true)
        {
            var page = await client.Sources.ListAsync(request, cancellationToken);
            if (page.Data.FirstOrDefault(source => source.Name == nameOrId || source.Id.ToString("D") == nameOrId) is { } found)
            {
                return found;
            }

            request = page.HasMore ? new PageRequest { After = page.Next } : throw new UsageException($"There is no source '{nameOrId}'.");
        }
    }

    public static void Print(SourceRun run, bool json)
    {
        if (json)
        {
            Shared.WriteJson(run);
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.StartedAt:u} {run.State,-11} {run.Seen} seen, {run.Created} created, {run.Replaced} replaced, "
            + $"{run.Unchanged} unchanged, {run.Skipped} skipped, {run.Deleted} deleted, {run.Failed} failed"));
        if (run.Error is { } error)
        {
            Console.WriteLine($"  {error.Code}: {error.Message}");
        }

        foreach (var failure in run.Failures)
        {
            Console.WriteLine($"  {failure.Reference}: {failure.Code}: {failure.Message}");
        }
    }
}
