using System.Text.RegularExpressions;
using System.Text;
using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>Reads the lines of a passage as paragraphs, headings and list items; wrapped lines are joined.</summary>
internal static partial class TextBlockReader
{
    private const int LongestHeading = 90;

    public static List<TextBlock> Read(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<TextBlock>();
        int group = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0)
            {
                group += NextIsItem(lines, i) && blocks is [.., { Kind: TextBlockKind.Bullet or TextBlockKind.Numbered }] ? 0 : 1;
                continue;
            }

            TextBlockKind kind = KindOf(lines, i, line);
            bool continues = i > 0 && lines[i - 1].Trim().Length > 0 && blocks.Count > 0 && kind == TextBlockKind.Paragraph
                && blocks[^1].Kind is not (TextBlockKind.Heading or TextBlockKind.Row);
            if (continues)
            {
                blocks[^1] = blocks[^1] with { Text = Join(blocks[^1].Text, line) };
            }
            else
            {
                group += kind == TextBlockKind.Heading ? 1 : 0;
                blocks.Add(new TextBlock(WithoutMarker(line, kind), kind, group));
            }
        }

        return blocks;
    }

    private static bool NextIsItem(string[] lines, int at)
    {
        for (int i = at + 1; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length > 0)
            {
                return Item().IsMatch(lines[i]);
            }
        }

        return false;
    }

    private static TextBlockKind KindOf(string[] lines, int at, string line)
    {
        if (Hashes().IsMatch(line))
        {
            return TextBlockKind.Heading;
        }

        if (Item().IsMatch(line))
        {
            return char.IsDigit(line[0]) || line[0] == '(' ? TextBlockKind.Numbered : TextBlockKind.Bullet;
        }

        if (line.Contains(" | ", StringComparison.Ordinal))
        {
            // a row that names no values is the head of its table
            return line.Contains(':', StringComparison.Ordinal) || line.Any(char.IsAsciiDigit) ? TextBlockKind.Row : TextBlockKind.Heading;
        }

        bool standsAlone = (at == 0 || lines[at - 1].Trim().Length == 0) && (at + 1 >= lines.Length || lines[at + 1].Trim().Length == 0);
        bool isTitleLike = line.Length <= LongestHeading && lines.Length > 1 && line[^1] is not ('.' or '!' or ':' or ';' or ',');
        return standsAlone && isTitleLike && at + 1 < lines.Length ? TextBlockKind.Heading : TextBlockKind.Paragraph;
    }

    private static string WithoutMarker(string line, TextBlockKind kind) => kind switch
    {
        TextBlockKind.Heading => line.TrimStart('#').Trim(),
        TextBlockKind.Bullet or TextBlockKind.Numbered => Item().Replace(line, "", 1).Trim(),
        _ => line,
    };

    private static string Join(string left, string right)
    {
        bool isHyphenated = left.Length > 1 && left[^1] == '-' && char.IsLetter(left[^2]) && char.IsLower(right[0]);
        return isHyphenated ? left[..^1] + right : new StringBuilder(left).Append(' ').Append(right).ToString();
    }

    [GeneratedRegex(@"^\s*(?:[-*+\u2022\u25cf\u25aa\u2013\u00b7]\s+|\(?\d{1,2}[.)]\s+|\([a-z]\)\s+)", RegexOptions.CultureInvariant,
        Patterns.MatchLimit)]
    private static partial Regex Item();

    [GeneratedRegex(@"^#{1,6}\s", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex Hashes();
}
