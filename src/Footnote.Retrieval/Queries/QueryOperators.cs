using System.Text;

namespace Footnote.Retrieval.Queries;

/// <summary>The operators of a typed query: "quoted phrases" and -excluded words.</summary>
internal sealed record QueryOperators(string Text, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded)
{
    /// <summary>
    /// Separates operators from text, as the lexical index reads them. A quotation mark without a partner is an ordinary character, and
    /// so is
    /// a minus with nothing in front.
    /// </summary>
    public static QueryOperators Read(string query)
    {
        var phrases = new List<string>();
        var excluded = new List<string>();
        var text = new StringBuilder();
        var i = 0;
        while (i < query.Length)
        {
            var isMinus = IsMinus(query, i);
            var opening = isMinus ? i + 1 : i;
            var closing = ClosingQuote(query, opening);
            if (closing > 0)
            {
                var phrase = query[(opening + 1)..closing].Trim();
                (isMinus ? excluded : phrases).Add(phrase);
                text.Append(isMinus ? "" : phrase);
                i = closing + 1;
            }
            else if (isMinus)
            {
                var end = query.IndexOf(' ', i);
                end = end < 0 ? query.Length : end;
                excluded.Add(query[(i + 1)..end]);
                i = end;
            }
            else
            {
                text.Append(query[i++]);
            }
        }

        return new QueryOperators(QueryText.CollapseWhiteSpace(text.ToString()), phrases, excluded);
    }

    /// <summary>The query as plain text: without quotation marks, and without the minus before a word.</summary>
    public static string Without(string query)
    {
        var text = new StringBuilder(query.Length);
        for (var i = 0; i < query.Length; i++)
        {
            text.Append(IsQuote(query[i]) || query[i] == '\u00BB' || IsMinus(query, i) ? ' ' : query[i]);
        }

        return QueryText.CollapseWhiteSpace(text.ToString());
    }

    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E' or '\u00AB';

    /// <summary>Where the quotation that opens at a place closes; -1 when none opens there or it is empty.</summary>
    private static int ClosingQuote(string query, int opening)
    {
        if (!IsQuote(query[opening]))
        {
            return -1;
        }

        var closing = query[opening] switch
        {
            '\u201C' => query.IndexOfAny(['\u201D', '"'], opening + 1),
            '\u201E' => query.IndexOfAny(['\u201C', '\u201D', '"'], opening + 1),
            '\u00AB' => query.IndexOf('\u00BB', opening + 1),
            _ => query.IndexOf(query[opening], opening + 1),
        };
        return closing > opening + 1 ? closing : -1;
    }

    private static bool IsMinus(string query, int i) =>
        query[i] is '-' or '\u2212' && i > 0 && query[i - 1] == ' ' && i + 1 < query.Length
        && (char.IsLetterOrDigit(query[i + 1]) || ClosingQuote(query, i + 1) > 0);
}
