using System.Globalization;
using System.Text.RegularExpressions;
using Footnote.Models.Words;
using Footnote.Retrieval.Text;

namespace Footnote.Models.Citations;

/// <summary>Cuts an answer into its sentences and gives each the markers in it and behind it.</summary>
internal static partial class ClaimReader
{
    public static List<Claim> Read(string answer)
    {
        List<Match> markers = [.. Marker().Matches(answer).Cast<Match>()];
        string masked = Marker().Replace(answer, match => new string(' ', match.Length));
        List<TextSpan> spans = [.. Lines(masked).SelectMany(line => Sentences.Of(masked[line.Start..line.End])
            .Select(span => new TextSpan(line.Start + span.Start, line.Start + span.End)))];
        var claims = new List<Claim>();
        for (int i = 0; i < spans.Count; i++)
        {
            int from = i == 0 ? 0 : spans[i].Start;
            int to = i + 1 < spans.Count ? spans[i + 1].Start : answer.Length;
            List<int> own = [.. markers.Where(marker => marker.Index >= from && marker.Index < to)
                .Select(marker => int.Parse(marker.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)).Distinct()];
            bool endsParagraph = i + 1 == spans.Count || answer.AsSpan(spans[i].End, to - spans[i].End).Contains('\n');
            claims.Add(new Claim(spans[i].Start, spans[i].End, masked[spans[i].Start..spans[i].End], own, endsParagraph));
        }

        return claims;
    }

    private static IEnumerable<TextSpan> Lines(string text)
    {
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            int content = start + ListMark().Match(text[start..end]).Length;
            if (content < end)
            {
                yield return new TextSpan(content, end);
            }

            start = end + 1;
        }
    }

    [GeneratedRegex(@"\[(?<n>\d{1,6})\]", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^\s*(?:[-*+\u2022]\s+|\d{1,2}[.)]\s+|#{1,6}\s+)?", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex ListMark();
}
