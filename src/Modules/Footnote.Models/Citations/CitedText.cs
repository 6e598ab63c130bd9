using Footnote.Models.Words;
using Footnote.Retrieval.Text;

namespace Footnote.Models.Citations;

/// <summary>A passage prepared for comparing claims with it.</summary>
internal sealed class CitedText
{
    private const int LongestQuote = 300;

    private readonly List<(TextSpan Span, HashSet<string> Terms)> _sentences;

    public CitedText(PassageContent passage)
    {
        Index = passage.Index;
        Text = passage.Text;
        Terms = WordReader.ContentTerms(passage.Title + " " + string.Join(' ', passage.HeadingPath) + " " + passage.Text);
        _sentences = [.. Sentences.Of(passage.Text).Select(span => (span, WordReader.ContentTerms(passage.Text[span.Start..span.End])))];
    }

    public int Index { get; }

    public string Text { get; }

    public IReadOnlySet<string> Terms { get; }

    /// <summary>
    /// The claim itself where it occurs word by word, otherwise the sentence that shares most with it; null when none does.
    /// </summary>
    public TextSpan? QuoteFor(string claim, IReadOnlySet<string> terms)
    {
        if (QuoteFinder.Find(Text, claim) is { } exact)
        {
            return new TextSpan(exact.Start, exact.End);
        }

        (TextSpan Span, HashSet<string> Terms) best = _sentences.DefaultIfEmpty().MaxBy(sentence => Likeness(sentence.Terms, terms));
        return Likeness(best.Terms, terms) > 0 ? Shortened(best.Span) : null;
    }

    private static double Likeness(HashSet<string>? sentence, IReadOnlySet<string> claim)
    {
        if (sentence is null || sentence.Count == 0)
        {
            return 0;
        }

        int common = sentence.Count(claim.Contains);
        return common / Math.Sqrt(sentence.Count + 4);
    }

    private TextSpan Shortened(TextSpan span)
    {
        if (span.Length <= LongestQuote)
        {
            return span;
        }

        int end = Text.LastIndexOf(' ', span.Start + LongestQuote, LongestQuote);
        end = end > span.Start ? end : span.Start + LongestQuote;
        return new TextSpan(span.Start, char.IsHighSurrogate(Text[end - 1]) ? end - 1 : end);
    }
}
