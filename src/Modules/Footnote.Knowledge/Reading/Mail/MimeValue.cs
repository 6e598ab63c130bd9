using System.Text;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>A header value with parameters, such as a content type (RFC 2045, with the continuations of RFC 2231).</summary>
internal sealed class MimeValue
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private MimeValue(string value) => Value = value;

    /// <summary>What stands before the first semicolon, in lower case.</summary>
    public string Value { get; }

    public static MimeValue Parse(string text)
    {
        var parts = Split(text);
        var result = new MimeValue(parts[0].Trim().ToLowerInvariant());
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                result._parameters.TryAdd(part[..equals].Trim(), Unquote(part[(equals + 1)..].Trim()));
            }
        }

        return result;
    }

    public string? Parameter(string name)
    {
        if (_parameters.TryGetValue(name, out var plain))
        {
            return EncodedWords.Decode(plain);
        }

        if (_parameters.TryGetValue(name + "*", out var extended))
        {
            return DecodeExtended(extended);
        }

        var joined = new StringBuilder();
        var isExtended = false;
        for (var i = 0; i < 100; i++)
        {
            if (_parameters.TryGetValue($"{name}*{i}", out var piece))
            {
                joined.Append(piece);
            }
            else if (_parameters.TryGetValue($"{name}*{i}*", out piece))
            {
                isExtended = true;
                joined.Append(piece);
            }
            else
            {
                break;
            }
        }

        return joined.Length == 0 ? null : isExtended ? DecodeExtended(joined.ToString()) : joined.ToString();
    }

    private static string DecodeExtended(string value)
    {
        var parts = value.Split('\'', 3);
        if (parts.Length < 3)
        {
            return value;
        }

        var bytes = new List<byte>();
        for (var i = 0; i < parts[2].Length; i++)
        {
            var isEscape = parts[2][i] == '%' && i + 2 < parts[2].Length + 0 && Uri.IsHexDigit(parts[2][i + 1])
                && Uri.IsHexDigit(parts[2][i + 2]);
            bytes.Add(isEscape ? Convert.ToByte(parts[2].Substring(i + 1, 2), 16) : (byte)parts[2][i]);
            i += isEscape ? 2 : 0;
        }

        return TextDecoder.Decode(bytes.ToArray(), parts[0]).Text;
    }

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var isQuoted = false;
        foreach (var c in text)
        {
            isQuoted ^= c == '"';
            if (c == ';' && !isQuoted)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(c);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].Replace("\\", string.Empty, StringComparison.Ordinal) : text;
}
