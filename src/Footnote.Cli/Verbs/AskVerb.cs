using System.CommandLine;
using Footnote.Client.Chats;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote ask</c>: asks the running server and prints the answer with its footnotes.</summary>
internal static class AskVerb
{
    public static Command Create()
    {
        var question = new Argument<string>("question") { Description = "The question; '-' reads it from standard input." };
        var session = new Option<Guid?>("--session") { Description = "Continue this conversation.", HelpName = "ID" };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("ask", "Ask a question and print the cited answer. Exit code 10 when nothing was found.")
        {
            question, session, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetRequiredValue(question);
            var request = new AskRequest(text == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : text)
            {
                SessionId = parsed.GetValue(session),
            };
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var answer = await connection.Client.Chats.AskAsync(request, cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(
                    new { answer.SessionId, answer.MessageId, answer = answer.Text, sources = answer.Citations, answer.Metadata });
            }
            else
            {
                Print(answer);
            }

            return answer.Metadata.IsAnswered ? ExitCode.Success : ExitCode.NothingFound;
        });
        return command;
    }

    private static void Print(Answer answer)
    {
        Console.WriteLine(answer.Text);
        Console.WriteLine();
        foreach (var source in answer.Citations)
        {
            Console.WriteLine($"[{source.Index}] {source.Title}{Place(source)}");
            if (source.Quote is { Length: > 0 } quote)
            {
                Console.WriteLine($"    \"{quote.ReplaceLineEndings(" ")}\"");
            }
        }

        var metadata = answer.Metadata;
        var fallback = metadata.FallbackUsed is null ? "" : $", fallback {metadata.FallbackUsed}";
        Console.WriteLine($"({metadata.Outcome}, {metadata.ModelUsed}, {metadata.Strategy}{fallback}, {metadata.ResponseTimeMs:0} ms)");
        if (metadata.Notice is { Length: > 0 } notice)
        {
            Console.WriteLine(notice);
        }
    }

    private static string Place(Citation source)
    {
        var headings = string.Join(" > ", source.Location.HeadingPath ?? []);
        return $"{(headings.Length > 0 ? $", {headings}" : "")}{(source.Location.Page is { } page ? $", page {page}" : "")}";
    }
}
