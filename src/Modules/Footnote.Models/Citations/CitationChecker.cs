using System.Text.RegularExpressions;
using Footnote.Models.Words;
using Footnote.Retrieval.Text;
using Word = Footnote.Models.Words.Word;

namespace Footnote.Models.Citations;

/// <summary>
/// Checks an answer against the passages it was made from: markers that name no passage are taken out, every sentence is compared with
/// the passages it cites by its content words, numbers, negations and quotations. Lexical: it catches what is not there, not bad reasoning.
/// </summary>
public static partial class CitationChecker
{
    private const double Supported = 0.65;
    private const double Partial = 0.4;
    private const double Contributing = 0.25;
    private const int LeastTerms = 3;

    public static CheckedAnswer Check(string answer, IReadOnlyList<PassageContent> passages)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(passages);
        var filter = new MarkerFilter(passages.Select(passage => passage.Index).ToHashSet());
        return CheckFiltered(filter.Push(answer) + filter.Complete(), passages);
    }

    /// <summary>Checks an answer that has been through a <see cref="MarkerFilter"/> of these passages; the text stays as it is.</summary>
    public static CheckedAnswer CheckFiltered(string text, IReadOnlyList<PassageContent> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        Dictionary<int, CitedText> texts = passages.DistinctBy(passage => passage.Index)
            .ToDictionary(passage => passage.Index, passage => new CitedText(passage));
        List<Claim> claims = ClaimReader.Read(text);
        var citations = new List<Citation>();
        for (int i = 0; i < claims.Count; i++)
        {
            Claim claim = claims[i];
            if (claim.Markers.Count > 0)
            {
                citations.AddRange(Cited(claim, [.. claim.Markers.Select(index => texts[index])]));
            }
            else if (IsUnborne(claims, i, texts))
            {
                citations.Add(new Citation(0, claim.Start, claim.End, "", 0, 0, CitationVerdict.Unsupported));
            }
        }

        bool isGrounded = citations.Any(citation => citation.Index > 0)
            && citations.TrueForAll(citation => citation.Verdict != CitationVerdict.Unsupported);
        return new CheckedAnswer(text, citations, isGrounded);
    }

    private static IEnumerable<Citation> Cited(Claim claim, List<CitedText> cited)
    {
        HashSet<string> terms = WordReader.ContentTerms(claim.Text);
        bool togetherSupported = Judge(claim.Text, cited) == CitationVerdict.Supported;
        foreach (CitedText text in cited)
        {
            CitationVerdict own = Judge(claim.Text, [text]);
            bool contributes = togetherSupported && Share(terms, text.Terms) >= Contributing;
            CitationVerdict verdict = contributes ? CitationVerdict.Supported : own;
            TextSpan? quote = verdict == CitationVerdict.Unsupported ? null : text.QuoteFor(claim.Text, terms);
            yield return quote is { } span
                ? new Citation(text.Index, claim.Start, claim.End, text.Text[span.Start..span.End], span.Start, span.End, verdict)
                : new Citation(text.Index, claim.Start, claim.End, "", 0, 0, CitationVerdict.Unsupported);
        }
    }

    /// <summary>A statement without a marker, unless the marker that ends its paragraph covers it too.</summary>
    private static bool IsUnborne(List<Claim> claims, int at, Dictionary<int, CitedText> texts)
    {
        Claim claim = claims[at];
        bool isStatement = claim.Text.AsSpan().TrimEnd() is not [.., '?' or ':'] && WordReader.ContentTerms(claim.Text).Count >= LeastTerms;
        if (!isStatement)
        {
            return false;
        }

        for (int i = at; i < claims.Count && claims[i].Markers.Count == 0 && !claims[i].EndsParagraph; i++)
        {
            if (claims[i + 1].Markers.Count > 0)
            {
                return Judge(claim.Text, [.. claims[i + 1].Markers.Select(index => texts[index])]) == CitationVerdict.Unsupported;
            }
        }

        return true;
    }

    private static CitationVerdict Judge(string claim, List<CitedText> cited)
    {
        List<Word> words = WordReader.Read(claim);
        HashSet<string> terms = words.Where(word => word.IsContent).Select(word => word.Term).ToHashSet(StringComparer.Ordinal);
        HashSet<string> known = cited.SelectMany(text => text.Terms).ToHashSet(StringComparer.Ordinal);
        if (Quotations(claim).Any(quote => !cited.Exists(text => QuoteFinder.Find(text.Text, quote) is not null)))
        {
            return CitationVerdict.Unsupported;
        }

        if (terms.Count == 0 || cited.Exists(text => QuoteFinder.Find(text.Text, claim) is not null))
        {
            return CitationVerdict.Supported;
        }

        double share = Share(terms, known);
        int strangeNumbers = words.Count(word => word.IsNumber && !known.Contains(word.Term));
        int numbers = words.Count(word => word.IsNumber);
        bool turnsAround = IsNegated(words) != cited.Exists(text => QuoteIsNegated(text, claim, terms));
        CitationVerdict verdict = share >= Supported ? CitationVerdict.Supported : share >= Partial ? CitationVerdict.Partial
            : CitationVerdict.Unsupported;
        if (strangeNumbers > 0)
        {
            return strangeNumbers * 2 >= numbers ? CitationVerdict.Unsupported : Worse(verdict, CitationVerdict.Partial);
        }

        return turnsAround ? Worse(verdict, CitationVerdict.Partial) : verdict;
    }

    private static bool QuoteIsNegated(CitedText text, string claim, HashSet<string> terms) =>
        text.QuoteFor(claim, terms) is { } span && IsNegated(WordReader.Read(text.Text[span.Start..span.End]));

    private static bool IsNegated(List<Word> words) =>
        words.Exists(word => word.Folded is "not" or "no" or "never" or "cannot" or "none" or "without"
            || word.Folded.EndsWith("n't", StringComparison.Ordinal));

    private static CitationVerdict Worse(CitationVerdict left, CitationVerdict right) => left > right ? left : right;

    private static double Share(HashSet<string> terms, IReadOnlySet<string> known) =>
        terms.Count == 0 ? 1 : (double)terms.Count(known.Contains) / terms.Count;

    private static IEnumerable<string> Quotations(string claim) =>
        Quotation().Matches(claim).Select(match => match.Groups["q"].Value)
            .Where(quote => quote.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 3);

    [GeneratedRegex("[\"\u201c\u201e\u00ab](?<q>[^\"\u201c\u201d\u00bb]{8,400})[\"\u201d\u201c\u00bb]", RegexOptions.CultureInvariant,
        Patterns.MatchLimit)]
    private static partial Regex Quotation();
}
