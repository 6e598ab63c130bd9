using System.CommandLine;
using System.Text.Json;
using Footnote.Client;
using Footnote.Client.Chats;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote eval answers</c>: asks the running server a file of questions and compares with the facts expected.</summary>
internal static class EvalAnswersVerb
{
    public static Command Create()
    {
        var questions = new Option<FileInfo>("--questions")
        {
            Description = "JSON lines {id, question, answerable, expected: [text], document} as in samples/questions.jsonl.",
            Required = true,
            HelpName = "FILE",
        };
        var data = Shared.Data();
        var json = Shared.Json();
        var command =
            new Command("answers", "Ask the running server and count right answers and right refusals.") { questions, data, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var expectations = Read(parsed.GetRequiredValue(questions));
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var judged = await Progress.RunAsync(
                "asking", report => AskAllAsync(connection.Client, expectations, report, cancellationToken));
            if (parsed.GetValue(json))
            {
                judged.ForEach(Shared.WriteJson);
            }
            else
            {
                foreach (var wrong in judged.Where(item => !item.IsRight))
                {
                    Console.WriteLine($"{wrong.Id,-5} {(wrong.Answerable ? "" : "should be refused: ")}{wrong.Question}\n      "
                        + $"{wrong.Answer.ReplaceLineEndings(" ")}");
                }
            }

            var answerable = judged.Where(item => item.Answerable).ToList();
            var refusable = judged.Where(item => !item.Answerable).ToList();
            await Console.Error.WriteLineAsync(
                $"{answerable.Count(item => item.IsRight)} of {answerable.Count} answers hold an expected fact "
                    + $"({answerable.Count(item => item.Outcome != "answered")} refused), "
                + $"{refusable.Count(item => item.IsRight)} of {refusable.Count} unanswerable questions refused");
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<List<JudgedAnswer>> AskAllAsync(
        FootnoteClient client, List<ExpectedAnswer> questions, Action<double, string> report, CancellationToken cancellationToken)
    {
        var judged = new List<JudgedAnswer>();
        foreach (var expected in questions)
        {
            var answer = await client.Chats.AskAsync(new AskRequest(expected.Question), cancellationToken);
            var outcome = answer.Metadata.Outcome ?? "";
            var isRight = expected.Answerable
                ? answer.Metadata.IsAnswered && (expected.Expected ?? []).Any(fact => Holds(answer.Text, fact))
                : !answer.Metadata.IsAnswered;
            judged.Add(new JudgedAnswer(
                expected.Id, expected.Question, expected.Answerable, isRight, outcome, answer.Text, answer.Metadata.ResponseTimeMs));
            await client.Chats.DeleteAsync(answer.SessionId, cancellationToken);
            report((double)judged.Count / questions.Count, "");
        }

        return judged;
    }

    private static bool Holds(string answer, string fact) =>
        Normalise(answer).Contains(Normalise(fact), StringComparison.OrdinalIgnoreCase);

    private static string Normalise(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<ExpectedAnswer> Read(FileInfo file)
    {
        try
        {
            var names = new JsonSerializerOptions(JsonSerializerDefaults.Web);
            return
            [
                .. File.ReadLines(file.FullName).Where(line => line.Length > 0)
                    .Select(line => JsonSerializer.Deserialize<ExpectedAnswer>(line, names)!),
            ];
        }
        catch (JsonException malformed)
        {
            throw new UsageException($"{file.Name}: {malformed.Message}");
        }
    }
}
