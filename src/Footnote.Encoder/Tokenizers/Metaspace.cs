using System.Text.Json;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers;

/// <summary>How SentencePiece marks spaces: a visible character that belongs to the word after it.</summary>
/// <param name="Mark">The character.</param>
/// <param name="Prepends">Whether a word without a space before it gets a mark: every one, or only the first of a text.</param>
/// <param name="SplitsWhiteSpace">Whether words are cut at any white space, which is dropped, before they are marked.</param>
internal sealed record Metaspace(char Mark, MetaspacePrepend Prepends, bool SplitsWhiteSpace)
{
    public static Metaspace Read(JsonFile file)
    {
        bool splits = false;
        Metaspace? found = null;
        foreach (JsonElement part in Parts(file))
        {
            switch (part.TryGetProperty("type", out JsonElement type) ? type.GetString() : null)
            {
                case "WhitespaceSplit":
                    splits = true;
                    break;
                case "Metaspace":
                    found = ReadPart(part);
                    break;
                case var other:
                    throw file.Fault("pre_tokenizer", "Metaspace, or WhitespaceSplit and Metaspace", other ?? "nothing");
            }
        }

        return found is null ? throw file.Fault("pre_tokenizer", "Metaspace", "none") : found with { SplitsWhiteSpace = splits };
    }

    private static IEnumerable<JsonElement> Parts(JsonFile file)
    {
        if (file.Find("pre_tokenizer") is not { ValueKind: JsonValueKind.Object } preTokenizer)
        {
            return [];
        }

        return preTokenizer.TryGetProperty("pretokenizers", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : [preTokenizer];
    }

    private static Metaspace ReadPart(JsonElement part)
    {
        string mark = part.TryGetProperty("replacement", out JsonElement text) ? text.GetString() ?? "" : "";
        string? scheme = part.TryGetProperty("prepend_scheme", out JsonElement value) ? value.GetString() : null;
        bool isOff = part.TryGetProperty("add_prefix_space", out JsonElement adds) && adds.ValueKind == JsonValueKind.False;
        MetaspacePrepend prepends = scheme switch
        {
            "first" => MetaspacePrepend.First,
            "never" => MetaspacePrepend.Never,
            "always" => MetaspacePrepend.Always,
            _ => isOff ? MetaspacePrepend.Never : MetaspacePrepend.Always,
        };
        return new Metaspace(mark.Length == 1 ? mark[0] : '\u2581', prepends, SplitsWhiteSpace: false);
    }
}
