using System.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>Content transfer encodings (RFC 2045), lenient with what mail programs really send.</summary>
internal static class TransferDecoding
{
    public static byte[] Decode(ReadOnlySpan<byte> body, string encoding) => encoding switch
    {
        "quoted-printable" => QuotedPrintable(body),
        "base64" => Base64(body),
        _ => body.ToArray(),
    };

    public static byte[] QuotedPrintable(ReadOnlySpan<byte> body)
    {
        var result = new List<byte>(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '=')
            {
                result.Add(body[i]);
                continue;
            }

            var end = SoftBreakEnd(body, i + 1);
            if (end > 0)
            {
                i = end - 1;
            }
            else if (i + 2 < body.Length && Uri.IsHexDigit((char)body[i + 1]) && Uri.IsHexDigit((char)body[i + 2]))
            {
                result.Add(Convert.ToByte(Encoding.ASCII.GetString(body.Slice(i + 1, 2)), 16));
                i += 2;
            }
            else
            {
                result.Add(body[i]);
            }
        }

        return [.. result];
    }

    /// <summary>Where the next line begins when only blanks stand before the end of this one; 0 otherwise.</summary>
    private static int SoftBreakEnd(ReadOnlySpan<byte> body, int position)
    {
        while (position < body.Length && body[position] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            position++;
        }

        return position < body.Length && body[position] == '\n' ? position + 1 : 0;
    }

    private static byte[] Base64(ReadOnlySpan<byte> body)
    {
        var clean = new StringBuilder(body.Length);
        foreach (var value in body)
        {
            var c = (char)value;
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
            {
                clean.Append(c);
            }
        }

        // padding and a cut last group are restored from the number of characters
        clean.Length -= clean.Length % 4 == 1 ? 1 : 0;
        clean.Append('=', (4 - (clean.Length % 4)) % 4);
        return Convert.FromBase64String(clean.ToString());
    }
}
