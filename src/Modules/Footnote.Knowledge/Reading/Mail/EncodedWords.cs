using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>Encoded words in header fields (RFC 2047).</summary>
internal static partial class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
        {
            return text;
        }

        // white space between two encoded words belongs to the encoding
        var joined = Between().Replace(text, "?==?");
        return Word().Replace(joined, DecodeWord);
    }

    private static string DecodeWord(Match match)
    {
        var charset = match.Groups["charset"].Value.Split('*')[0];
        var content = match.Groups["content"].Value;
        try
        {
            var bytes = match.Groups["encoding"].Value is "B" or "b"
                ? Convert.FromBase64String(content.PadRight((content.Length + 3) / 4 * 4, '='))
                : TransferDecoding.QuotedPrintable(System.Text.Encoding.ASCII.GetBytes(content.Replace('_', ' ')));
            return TextDecoder.Decode(bytes, charset).Text;
        }
        catch (FormatException)
        {
            return match.Value;
        }
    }

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    [GeneratedRegex(@"=\?(?<charset>[^?\s]+)\?(?<encoding>[BbQq])\?(?<content>[^?]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
