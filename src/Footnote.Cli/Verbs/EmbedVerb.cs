using System.CommandLine;
using System.Text.Json;
using Footnote.Encoder;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote embed</c>: runs an encoder over a file of texts, without a server.</summary>
internal static class EmbedVerb
{
    private const int LinesAtOnce = 512;

    public static Command Create()
    {
        var texts = new Option<FileInfo>("--texts")
        {
            Description = "A file of JSON lines {\"text\": ...}.",
            Required = true,
            HelpName = "FILE",
        };
        var model = new Option<string?>("--model")
        {
            Description = $"Name of a shipped model or a folder (default {ModelFolders.DefaultEncoder}).",
            HelpName = "NAME",
        };
        var precision = new Option<Precision>("--precision")
        {
            Description = "int8 (default) or fp32.",
            HelpName = "int8|fp32",
            DefaultValueFactory = _ => Precision.Int8,
        };
        var query = new Option<bool>("--query") { Description = "The texts are queries, not passages (matters for models with prefixes)." };
        var special = new Option<bool>("--special-tokens") { Description = "Recognise special tokens written out in a text." };
        var json = Shared.Json();
        var command =
            new Command("embed", "Embed the texts of a file with the embedded encoder.") { texts, model, precision, query, special, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new EncoderOptions { Precision = parsed.GetValue(precision), AllowSpecialTokens = parsed.GetValue(special) };
            using var encoder = SentenceEncoder.Load(ModelFolders.Find(parsed.GetValue(model)), options);
            var purpose = parsed.GetValue(query) ? EncodePurpose.Query : EncodePurpose.Passage;
            foreach (var lines in ReadTexts(parsed.GetRequiredValue(texts)).Chunk(LinesAtOnce))
            {
                foreach (var encoded in encoder.EncodeWithCounts(lines, purpose, cancellationToken))
                {
                    Print(encoder, encoded, parsed.GetValue(json));
                }
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Print(SentenceEncoder encoder, EncodedText encoded, bool json)
    {
        if (json)
        {
            Shared.WriteJson(new { model = encoder.ModelId, tokens = encoded.TokenCount, vector = encoded.Vector });
        }
        else
        {
            var first = string.Join(
                ", ", encoded.Vector.Take(4).Select(value => value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)));
            Console.WriteLine(
                $"{encoded.TokenCount} tokens{(encoded.IsTruncated ? " (cut)" : "")}: [{first}, ...] {encoded.Vector.Length} numbers");
        }
    }

    private static IEnumerable<string> ReadTexts(FileInfo file)
    {
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (line.Length > 0)
            {
                yield return ReadText(file, line, number);
            }
        }
    }

    private static string ReadText(FileInfo file, string line, int number)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object
                && parsed.RootElement.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString() ?? "";
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new UsageException($"{file.Name}, line {number}: {malformed.Message}");
        }

        throw new UsageException($"{file.Name}, line {number}: a JSON object with the string \"text\" is expected.");
    }
}
