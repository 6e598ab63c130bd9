using System.CommandLine;
using Footnote.Client.Searching;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote search</c>: the passages that fit a query best.</summary>
internal static class SearchVerb
{
    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "Words, a question, or \"an exact phrase\"." };
        var limit = new Option<int?>("--limit") { Description = "How many passages, 1 to 50 (default 10).", HelpName = "N" };
        var category = new Option<string?>("--category") { Description = "Only documents of this category.", HelpName = "TEXT" };
        var tags = new Option<string[]>("--tag")
        {
            Description = "Only documents with this tag; may be given several times.",
            HelpName = "TEXT",
        };
        var explain = new Option<bool>("--explain") { Description = "Say for every passage how each stage scored it (in JSON)." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("search", "Search the running server. Exit code 10 when nothing was found.")
        {
            query, limit, category, tags, explain, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new SearchRequest(parsed.GetRequiredValue(query))
            {
                Limit = parsed.GetValue(limit),
                Explain = parsed.GetValue(explain) ? true : null,
                Filters = new SearchFilters
                {
                    Category = parsed.GetValue(category),
                    Tags = parsed.GetValue(tags) is { Length: > 0 } given ? given : null,
                },
            };
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var response = await connection.Client.SearchAsync(request, cancellationToken);
            if (parsed.GetValue(json) || parsed.GetValue(explain))
            {
                Shared.WriteJson(response);
            }
            else
            {
                Print(response);
            }

            return response.Results.Count > 0 ? ExitCode.Success : ExitCode.NothingFound;
        });
        return command;
    }

    private static void Print(SearchResponse response)
    {
        foreach (var passage in response.Results)
        {
            Console.WriteLine(
                $"{passage.RelevanceScore:0.000}  {passage.Title}{(passage.Location.Page is { } page ? $", page {page}" : "")}");
            Console.WriteLine($"       {passage.Excerpt.ReplaceLineEndings(" ")}");
        }

        Console.WriteLine($"({response.Results.Count} passages, {response.Strategy}, {response.ResponseTimeMs:0.0} ms)");
    }
}
