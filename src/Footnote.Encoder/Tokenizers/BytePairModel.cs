using System.Runtime.CompilerServices;
using System.Text.Json;
using Footnote.Encoder.Formats;

namespace Footnote.Encoder.Tokenizers;

/// <summary>The BPE part of a <c>tokenizer.json</c>: an id for each byte and the merges.</summary>
internal sealed record BytePairModel(int[] ByteIds, MergeTable Merges, int IdLimit, bool AddsPrefixSpace)
{
    private static readonly byte[] BytesOfCharacters = MapCharacters();

    public static BytePairModel Read(JsonFile file, JsonElement model, bool addsPrefixSpace)
    {
        if (!model.TryGetProperty("vocab", out JsonElement vocabulary) || vocabulary.ValueKind != JsonValueKind.Object
            || !model.TryGetProperty("merges", out JsonElement merges) || merges.ValueKind != JsonValueKind.Array)
        {
            throw file.Fault("model", "vocab and merges of a BPE model", "neither or one of them");
        }

        var ids = new ByteVocabulary();
        Span<byte> buffer = stackalloc byte[1024];
        foreach (JsonProperty entry in vocabulary.EnumerateObject())
        {
            if (!entry.Value.TryGetInt32(out int id) || id < 0)
            {
                throw file.Fault(entry.Name, "an id of 0 or more", entry.Value.GetRawText());
            }

            int length = ToBytes(entry.Name, buffer);
            if (length > 0)
            {
                ids.Add(buffer[..length], id);
            }
        }

        var byteIds = new int[256];
        for (int value = 0; value < 256; value++)
        {
            byteIds[value] = ids.Find([(byte)value]);
            if (byteIds[value] < 0)
            {
                throw file.Fault("vocab", "an entry for each of the 256 bytes", $"none for byte {value}");
            }
        }

        return new BytePairModel(byteIds, ReadMerges(file, merges, ids), ids.IdLimit, addsPrefixSpace);
    }

    private static MergeTable ReadMerges(JsonFile file, JsonElement merges, ByteVocabulary ids)
    {
        var table = new MergeTable(merges.GetArrayLength());
        Span<byte> buffer = stackalloc byte[2048];
        int rank = 0;
        foreach (JsonElement merge in merges.EnumerateArray())
        {
            (string left, string right) = Split(file, merge);
            int leftLength = ToBytes(left, buffer[..1024]);
            int rightLength = ToBytes(right, buffer.Slice(Math.Max(0, leftLength), 1024));
            int leftId = ids.Find(buffer[..Math.Max(0, leftLength)]);
            int rightId = ids.Find(buffer.Slice(Math.Max(0, leftLength), Math.Max(0, rightLength)));
            int merged = ids.Find(buffer[..(Math.Max(0, leftLength) + Math.Max(0, rightLength))]);
            if (leftId < 0 || rightId < 0 || merged < 0)
            {
                throw file.Fault("merges", "pairs whose parts and result are in the vocabulary", left + " " + right);
            }

            table.Add(leftId, rightId, rank++, merged);
        }

        return table;
    }

    private static (string Left, string Right) Split(JsonFile file, JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2)
        {
            return (merge[0].GetString() ?? "", merge[1].GetString() ?? "");
        }

        string text = merge.ValueKind == JsonValueKind.String ? merge.GetString() ?? "" : "";
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0
            ? (text[..space], text[(space + 1)..])
            : throw file.Fault("merges", "two parts and a space between", merge.GetRawText());
    }

    /// <summary>The bytes that the printable characters of an entry stand for; -1 when it is not made of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int ToBytes(string entry, Span<byte> destination)
    {
        if (entry.Length > destination.Length)
        {
            return -1;
        }

        for (int i = 0; i < entry.Length; i++)
        {
            char character = entry[i];
            if (character >= BytesOfCharacters.Length || (BytesOfCharacters[character] == 0 && character != 256))
            {
                return -1;
            }

            destination[i] = BytesOfCharacters[character];
        }

        return entry.Length;
    }

    private static byte[] MapCharacters()
    {
        var map = new byte[512];
        int extra = 256;
        for (int value = 0; value < 256; value++)
        {
            bool isPrintable = value is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
            map[isPrintable ? value : extra++] = (byte)value;
        }

        return map;
    }
}
