namespace Footnote.Knowledge.Reading.Mail;

/// <summary>Recognises mail by its first lines: header fields, some of which only mail has.</summary>
internal static class MailStart
{
    private const int MaximumLines = 60;
    private const int EnoughFields = 2;
    private static readonly string[] Known =
        ["from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to"];

    public static bool IsMail(string text)
    {
        var known = 0;
        var lines = 0;
        var isMailbox = text.StartsWith("From ", StringComparison.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var isFirst = lines++ == 0;
            if (line.IsEmpty || lines > MaximumLines)
            {
                break;
            }

            if ((isFirst && isMailbox) || line[0] is ' ' or '\t')
            {
                continue;
            }

            var name = NameOf(line);
            if (name.IsEmpty)
            {
                return false;
            }

            known += Known.Contains(name.ToString().ToLowerInvariant(), StringComparer.Ordinal) ? 1 : 0;
        }

        return known >= EnoughFields || (isMailbox && known > 0);
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var name = colon > 0 ? line[..colon] : [];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return [];
            }
        }

        return name;
    }
}
