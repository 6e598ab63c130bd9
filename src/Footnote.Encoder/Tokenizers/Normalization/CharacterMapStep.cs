using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Footnote.Encoder.Tokenizers.Normalization;

/// <summary>
/// SentencePiece's precompiled map of characters: a double-array trie of UTF-8 sequences (Yata, Morita, Fuketa and Aoe 2007) and the
/// texts that replace them. Applied to each text element of less than six bytes, else to each of its characters, as the reference does.
/// </summary>
internal sealed class CharacterMapStep : NormalizerStep
{
    private const int LongestElement = 5;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    private CharacterMapStep(uint[] units, byte[] replacements)
    {
        _units = units;
        _replacements = replacements;
    }

    /// <summary>Null when the bytes are not such a map.</summary>
    public static CharacterMapStep? TryRead(ReadOnlySpan<byte> map)
    {
        if (map.Length < 4)
        {
            return null;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(map);
        if (size == 0 || size % 4 != 0 || size > map.Length - 4)
        {
            return null;
        }

        var units = new uint[size / 4];
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(map[(4 + (i * 4))..]);
        }

        return new CharacterMapStep(units, map[(4 + (int)size)..].ToArray());
    }

    public override void Apply(NormalizedText source, NormalizedText target)
    {
        ReadOnlySpan<char> text = source.Characters;
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text[at..]);
            if (Encoding.UTF8.GetByteCount(text.Slice(at, length)) > LongestElement || !TryReplace(source, at, length, target))
            {
                ReplaceEach(source, at, length, target);
            }

            at += length;
        }
    }

    private void ReplaceEach(NormalizedText source, int at, int length, NormalizedText target)
    {
        for (int end = at + length; at < end;)
        {
            bool isPair = at + 1 < end && char.IsSurrogatePair(source.Characters[at], source.Characters[at + 1]);
            int width = isPair ? 2 : 1;
            if (!TryReplace(source, at, width, target))
            {
                target.Add(source, at, at + width);
            }

            at += width;
        }
    }

    private bool TryReplace(NormalizedText source, int at, int length, NormalizedText target)
    {
        Span<byte> bytes = stackalloc byte[8];
        int count = Encoding.UTF8.GetBytes(source.Characters.Slice(at, length), bytes);
        int place = Find(bytes[..count]);
        if (place < 0 || place > _replacements.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _replacements.AsSpan(place);
        int end = rest.IndexOf((byte)0);
        string replacement = Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
        target.Add(replacement, source.Starts[at], source.Ends[at + length - 1]);
        return true;
    }

    /// <summary>Value of the shortest key that begins the bytes, or -1.</summary>
    private int Find(ReadOnlySpan<byte> bytes)
    {
        uint node = Offset(_units[0]);
        foreach (byte value in bytes)
        {
            node ^= value;
            if (node >= _units.Length || (_units[node] & 0x800000FF) != value)
            {
                return -1;
            }

            uint unit = _units[node];
            node ^= Offset(unit);
            if ((unit & 0x100) != 0)
            {
                return node < _units.Length ? (int)(_units[node] & 0x7FFFFFFF) : -1;
            }
        }

        return -1;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
