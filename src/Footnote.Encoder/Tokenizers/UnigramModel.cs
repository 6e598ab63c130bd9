using System.Text.Json;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// The Unigram part of a <c>tokenizer.json</c>: entries with log probabilities. Special tokens are left out, so that no text can be cut
/// into them.
/// </summary>
internal sealed record UnigramModel(CharacterTrie Entries, float[] Scores, int UnknownId, float UnknownScore, int[]? ByteIds)
{
    private const float UnknownPenalty = 10f;

    public static UnigramModel Read(JsonFile file, JsonElement model, IReadOnlyCollection<AddedToken> added)
    {
        if (!model.TryGetProperty("vocab", out JsonElement vocabulary) || vocabulary.ValueKind != JsonValueKind.Array
            || vocabulary.GetArrayLength() == 0)
        {
            throw file.Fault("model.vocab", "a list of entries and scores", "nothing");
        }

        int count = vocabulary.GetArrayLength();
        int unknown = model.TryGetProperty("unk_id", out JsonElement number) && number.TryGetInt32(out int value) ? value : -1;
        if (unknown < 0 || unknown >= count)
        {
            string found = number.ValueKind == JsonValueKind.Undefined ? "nothing" : number.GetRawText();
            throw file.Fault("model.unk_id", $"an id from 0 to {count - 1}", found);
        }

        var hidden = added.Where(token => token.IsSpecial).Select(token => token.Id).Append(unknown).ToHashSet();
        var entries = new CharacterTrie();
        var scores = new float[count];
        bool usesBytes = model.TryGetProperty("byte_fallback", out JsonElement flag) && flag.ValueKind == JsonValueKind.True;
        int[] byteIds = new int[256];
        Array.Fill(byteIds, -1);
        int id = 0;
        foreach (JsonElement entry in vocabulary.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry[0].GetString() is not { } text
                || !entry[1].TryGetSingle(out scores[id]))
            {
                throw file.Fault("model.vocab", "entries of a text and a score", entry.GetRawText());
            }

            int byteValue = usesBytes ? ByteOf(text) : -1;
            if (byteValue >= 0)
            {
                byteIds[byteValue] = id;
            }
            else if (text.Length > 0 && !hidden.Contains(id))
            {
                entries.Add(text, id);
            }

            id++;
        }

        bool hasAllBytes = usesBytes && byteIds.All(byteId => byteId >= 0);
        return new UnigramModel(entries, scores, unknown, scores.Min() - UnknownPenalty, hasAllBytes ? byteIds : null);
    }

    /// <summary>The byte that an entry such as &lt;0x0A&gt; stands for, or -1.</summary>
    private static int ByteOf(string text) =>
        text.Length == 6 && text.StartsWith("<0x", StringComparison.Ordinal) && text[5] == '>'
        && byte.TryParse(text.AsSpan(3, 2), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture,
            out byte value)
            ? value
            : -1;
}
