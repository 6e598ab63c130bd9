using System.CommandLine;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote read</c>: runs the readers alone, without a server.</summary>
internal static class ReadVerb
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("file")
        {
            Description = "Files, or folders with everything below them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var password = new Option<string?>("--password")
        {
            Description = "Opens protected files. Others on this machine can see it in the list of processes while the command runs.",
            HelpName = "P",
        };
        var languages = new Option<string[]>("--language")
        {
            Description = "Language of scanned pages by Tesseract's name, such as eng or deu; may be given several times (default eng).",
            HelpName = "NAME",
        };
        var noOcr = new Option<bool>("--no-ocr") { Description = "Do not recognise text in pictures." };
        var json = Shared.Json();
        var command = new Command(
            "read", "Read files as the server would and print their text. Exit code 11 when a file gave no text.")
        {
            paths, password, languages, noOcr, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ocr = new OcrSettings
            {
                IsEnabled = !parsed.GetValue(noOcr),
                Languages = parsed.GetValue(languages) is { Length: > 0 } given ? given : ["eng"],
            };
            var reader = new FileReader(new ReadingLimits(), ocr, TimeProvider.System);
            var areAllRead = true;
            foreach (var path in Uploads.Expand(parsed.GetRequiredValue(paths)))
            {
                var outcome = await reader.ReadAsync(path, Path.GetFileName(path), parsed.GetValue(password), cancellationToken);
                areAllRead &= outcome.Status == ReadingStatus.Completed;
                Print(path, outcome, parsed.GetValue(json));
            }

            return areAllRead ? ExitCode.Success : ExitCode.DocumentFailed;
        });
        return command;
    }

    private static void Print(string path, ReadingOutcome outcome, bool json)
    {
        if (json)
        {
            Shared.WriteJson(ReadFile.From(path, outcome));
        }
        else if (outcome.Document is { } document)
        {
            Console.WriteLine(document.Text);
        }

        if (!json)
        {
            // the text alone goes to standard output, so that it can be piped on
            Console.Error.WriteLine(ReadFile.From(path, outcome).Summary());
        }
    }
}
