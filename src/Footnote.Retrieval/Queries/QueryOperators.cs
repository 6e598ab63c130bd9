using System.Text;

namespace Footnote.Retrieval.Queries;

/// <summary>The operators of a typed query: "quoted phrases" and -excluded words.</summary>
internal sealed record QueryOperators(string Text, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded)
{
    /// <summary>Separates operators from text. A quotation mark without a partner is an ordinary character.</summary>
    public static QueryOperators Read(string query)
    {
        var phrases = new List<string>();
        var excluded = new List<string>();
        var text = new StringBuilder();
        var i = 0;
        while (i < query.Length)
        {
            var closing = IsQuote(query[i]) ? ClosingQuote(query, i + 1) : -1;
            if (closing > i + 1)
            {
                var phrase = query[(i + 1)..closing].Trim();
                phrases.Add(phrase);
                text.Append(phrase);
                i = closing + 1;
            }
            else if (IsExclusion(query, i))
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

    private static bool IsQuote(char c) => c is '"' or '\u201C' or '\u201D' or '\u201E';

    private static int ClosingQuote(string query, int from)
    {
        for (var i = from; i < query.Length; i++)
        {
            if (IsQuote(query[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsExclusion(string query, int i) =>
        query[i] == '-' && (i == 0 || query[i - 1] == ' ') && i + 1 < query.Length && char.IsLetter(query[i + 1]) && query.Length > i + 2
        && i > 0;
}
