using Footnote.Knowledge.Searching;
using Footnote.Models;
using Footnote.Models.Citations;

namespace Footnote.Chat.Answering;

/// <summary>The passages of an answer under the numbers it cites them by.</summary>
internal sealed class PassageSet(IReadOnlyList<Passage> passages)
{
    public IReadOnlyList<PassageContent> Contents { get; } = [.. passages.Select((passage, i) => new PassageContent
    {
        Index = i + 1,
        Title = passage.Title,
        Text = passage.Text,
        HeadingPath = passage.Location.HeadingPath,
    })];

    public IReadOnlyList<AnswerSource> All { get; } = [.. passages.Select((passage, i) => AnswerSource.Of(passage, i + 1))];

    /// <summary>The passages that are cited, each with the words that bear the answer.</summary>
    public IReadOnlyList<AnswerSource> Cited(IReadOnlyList<Citation> citations)
    {
        var cited = new List<AnswerSource>();
        IEnumerable<IGrouping<int, Citation>> groups = citations.Where(citation => citation.Index > 0)
            .GroupBy(citation => citation.Index).OrderBy(group => group.Key);
        foreach (IGrouping<int, Citation> group in groups)
        {
            AnswerSource source = All[group.Key - 1];
            Citation? best = group.Where(citation => citation.Quote.Length > 0).OrderBy(citation => citation.Verdict).FirstOrDefault();
            cited.Add(best is null ? source : source with
            {
                Quote = best.Quote,
                QuoteStart = source.Location.Start + best.QuoteStart,
                QuoteEnd = source.Location.Start + best.QuoteEnd,
            });
        }

        return cited;
    }
}
