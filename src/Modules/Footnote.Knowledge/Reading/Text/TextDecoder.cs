using System.Text;

namespace Footnote.Knowledge.Reading.Text;

/// <summary>
/// Turns bytes into text: byte order mark, then valid UTF-8, then the declared encoding when the bytes are valid in it and plausible, then
/// <see cref="EncodingGuess"/>. A declaration is a hint: pages that declare UTF-8 and hold something else are common.
/// </summary>
internal static class TextDecoder
{
    private const int SampleBytes = 256 * 1024;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        var (encoding, skip) = FromByteOrderMark(bytes);
        encoding ??= WithoutMark(bytes, declared);
        var text = encoding.GetString(bytes[skip..]);
        return new DecodedText(text, encoding.WebName, text.Contains('\uFFFD', StringComparison.Ordinal));
    }

    /// <summary>The encoding of a name as pages and mails write it; null when unknown.</summary>
    public static Encoding? ByName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        var clean = name.Trim().Trim('"', '\'').ToLowerInvariant();
        try
        {
            return clean switch
            {
                "iso-8859-1" or "latin1" or "us-ascii" or "ascii" or "ansi_x3.4-1968" => Encoding.GetEncoding(1252),
                "gb2312" or "gbk" => Encoding.GetEncoding("gb18030"),
                "utf-7" or "unicode-1-1-utf-7" => null,
                _ => Encoding.GetEncoding(clean),
            };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static (Encoding? Encoding, int Skip) FromByteOrderMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    private static Encoding WithoutMark(ReadOnlySpan<byte> bytes, string? declared)
    {
        var named = ByName(declared);
        if (IsUtf8(bytes))
        {
            // ISO-2022-JP and its kin are seven-bit: only a declaration or the escape tells them from ASCII
            var hasEscape = bytes.IndexOf("\u001B$"u8) >= 0;
            return hasEscape ? Encoding.GetEncoding("iso-2022-jp") : Wide(bytes) ?? StrictUtf8;
        }

        if (Wide(bytes) is { } wide)
        {
            return wide;
        }

        if (IsMostlyUtf8(bytes))
        {
            return Encoding.UTF8;
        }

        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        return EncodingGuess.IsPlausible(sample, named) && named is not null ? named : EncodingGuess.Best(sample);
    }

    /// <summary>UTF-16 without a mark: every second byte of text in a Latin script is zero.</summary>
    private static Encoding? Wide(ReadOnlySpan<byte> bytes)
    {
        var length = Math.Min(bytes.Length, 4096) & ~1;
        if (length < 8)
        {
            return null;
        }

        var zeros = new int[2];
        for (var i = 0; i < length; i++)
        {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }

        var half = length / 2;
        if (zeros[1] > half * 0.6 && zeros[0] < half * 0.1)
        {
            return Encoding.Unicode;
        }

        return zeros[0] > half * 0.6 && zeros[1] < half * 0.1 ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>UTF-8 with a few broken bytes is still UTF-8.</summary>
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        var invalid = 0;
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] < 0x80)
            {
                i++;
                continue;
            }

            var status = Rune.DecodeFromUtf8(bytes[i..], out _, out var consumed);
            valid += status == System.Buffers.OperationStatus.Done ? 1 : 0;
            invalid += status == System.Buffers.OperationStatus.Done ? 0 : 1;
            i += Math.Max(consumed, 1);
        }

        return valid > invalid * 10;
    }
}
