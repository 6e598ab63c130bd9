using System.Text;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>Splits mail into header fields, body and parts.</summary>
internal static class MimeParser
{
    private const int MaximumParts = 500;

    public static MimePart Parse(ReadOnlyMemory<byte> message)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        string? name = null;
        var value = new StringBuilder();
        while (position < message.Length)
        {
            var line = NextLine(message.Span, ref position);
            if (line.IsEmpty)
            {
                break;
            }

            var text = HeaderText(line);
            if (text[0] is ' ' or '\t')
            {
                value.Append(' ').Append(text.Trim());
                continue;
            }

            Store(headers, name, value);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            name = colon > 0 ? text[..colon].Trim() : null;
            value.Clear().Append(colon > 0 ? text[(colon + 1)..].Trim() : string.Empty);
        }

        Store(headers, name, value);
        return new MimePart(headers, message[position..]);
    }

    /// <summary>The parts between the boundaries of a multipart body; a missing last boundary is forgiven.</summary>
    public static List<MimePart> Parts(MimePart part)
    {
        var boundary = part.ContentType.Parameter("boundary");
        var parts = new List<MimePart>();
        if (string.IsNullOrEmpty(boundary))
        {
            return parts;
        }

        var marker = Encoding.Latin1.GetBytes("--" + boundary);
        var start = -1;
        var position = 0;
        while (position < part.Body.Length && parts.Count < MaximumParts)
        {
            var lineStart = position;
            var line = NextLine(part.Body.Span, ref position);
            if (!line.StartsWith(marker))
            {
                continue;
            }

            if (start >= 0)
            {
                parts.Add(Parse(part.Body[start..lineStart]));
            }

            start = position;
            if (line[marker.Length..].StartsWith("--"u8))
            {
                return parts;
            }
        }

        if (start >= 0 && start < part.Body.Length)
        {
            parts.Add(Parse(part.Body[start..]));
        }

        return parts;
    }

    public static ReadOnlySpan<byte> NextLine(ReadOnlySpan<byte> bytes, ref int position)
    {
        var rest = bytes[position..];
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        position += end < 0 ? rest.Length : end + 1;
        return line.TrimEnd((byte)'\r');
    }

    /// <summary>Header fields are ASCII by the standard; what is not is read in whatever encoding it seems to be.</summary>
    private static string HeaderText(ReadOnlySpan<byte> line) =>
        System.Text.Ascii.IsValid(line) ? Encoding.ASCII.GetString(line) : TextDecoder.Decode(line).Text;

    private static void Store(Dictionary<string, string> headers, string? name, StringBuilder value)
    {
        if (name is not null)
        {
            headers.TryAdd(name, value.ToString());
        }
    }
}
