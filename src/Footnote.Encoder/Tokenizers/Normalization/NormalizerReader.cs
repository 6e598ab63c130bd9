using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>
/// The normalizer of a <c>tokenizer.json</c> as a list of steps. What is not known is refused: a wrong guess would change every token.
/// </summary>
internal static partial class NormalizerReader
{
    private const string KnownTypes = "Sequence, Precompiled, NFC, NFD, NFKC, NFKD, Lowercase, Strip or Replace";

    public static List<NormalizerStep> Read(JsonFile file)
    {
        var steps = new List<NormalizerStep>();
        if (file.Find("normalizer") is { } normalizer)
        {
            Add(file, normalizer, steps);
        }

        return steps;
    }

    private static void Add(JsonFile file, JsonElement normalizer, List<NormalizerStep> steps)
    {
        string? type = normalizer.ValueKind == JsonValueKind.Object && normalizer.TryGetProperty("type", out JsonElement value)
            ? value.GetString() : null;
        switch (type)
        {
            case "Sequence":
                foreach (JsonElement part in normalizer.GetProperty("normalizers").EnumerateArray())
                {
                    Add(file, part, steps);
                }

                break;
            case "Precompiled":
                steps.Add(ReadMap(file, normalizer));
                break;
            case "NFC" or "NFD" or "NFKC" or "NFKD":
                steps.Add(new UnicodeFormStep(Form(type)));
                break;
            case "Lowercase":
                steps.Add(new LowercaseStep());
                break;
            case "Strip":
                steps.Add(new StripStep(IsTrue(normalizer, "strip_left"), IsTrue(normalizer, "strip_right")));
                break;
            case "Replace":
                steps.Add(ReadReplacement(file, normalizer));
                break;
            default:
                throw file.Fault("normalizer", KnownTypes, type ?? "nothing");
        }
    }

    private static NormalizationForm Form(string type) => type switch
    {
        "NFC" => NormalizationForm.FormC,
        "NFD" => NormalizationForm.FormD,
        "NFKC" => NormalizationForm.FormKC,
        _ => NormalizationForm.FormKD,
    };

    private static CharacterMapStep ReadMap(JsonFile file, JsonElement normalizer)
    {
        bool isText = normalizer.TryGetProperty("precompiled_charsmap", out JsonElement map) && map.ValueKind == JsonValueKind.String;
        return (isText && map.TryGetBytesFromBase64(out byte[]? bytes) ? CharacterMapStep.TryRead(bytes) : null)
            ?? throw file.Fault("normalizer.precompiled_charsmap", "a map of characters in base64", "something else");
    }

    private static ReplaceStep ReadReplacement(JsonFile file, JsonElement normalizer)
    {
        string content = normalizer.TryGetProperty("content", out JsonElement text) ? text.GetString() ?? "" : "";
        if (normalizer.TryGetProperty("pattern", out JsonElement pattern))
        {
            if (pattern.TryGetProperty("String", out JsonElement plain) && plain.GetString() is { Length: > 0 } literal)
            {
                return new ReplaceStep(literal, 1, takesWholeRun: false, content);
            }

            if (pattern.TryGetProperty("Regex", out JsonElement regex)
                && RepeatPattern().Match(regex.GetString() ?? "") is { Success: true } match)
            {
                int least = int.Parse(match.Groups["least"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
                return new ReplaceStep(match.Groups["text"].Value, least, takesWholeRun: true, content);
            }
        }

        throw file.Fault("normalizer.pattern", "a text, or a pattern such as ' {2,}'", normalizer.GetRawText());
    }

    private static bool IsTrue(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    [GeneratedRegex(@"^(?<text>[^\\\[\](){}.*+?|^$])\{(?<least>[1-9]),\}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RepeatPattern();
}
