using Footnote.Knowledge.Searching;

namespace Footnote.Chat.Answering;

/// <summary>A passage of an answer as clients see it.</summary>
/// <param name="Index">The number in the marker.</param>
/// <param name="Quote">Words that occur in the passage and bear the answer; null when none was singled out.</param>
/// <param name="QuoteStart">Where the quote starts in the document's text.</param>
internal sealed record AnswerSource(
    int Index,
    Guid DocumentId,
    Guid ChunkId,
    string Title,
    string Excerpt,
    string? Quote,
    int? QuoteStart,
    int? QuoteEnd,
    double RelevanceScore,
    PassageLocation Location)
{
    private const int LongestExcerpt = 600;

    public static AnswerSource Of(Passage passage, int index) => new(
        index, passage.DocumentId, passage.ChunkId, passage.Title, Shorten(passage.Text), null, null, null, passage.RelevanceScore,
            passage.Location);

    private static string Shorten(string text)
    {
        if (text.Length <= LongestExcerpt)
        {
            return text;
        }

        int end = text.LastIndexOf(' ', LongestExcerpt, LongestExcerpt / 2);
        end = end > 0 ? end : LongestExcerpt - (char.IsHighSurrogate(text[LongestExcerpt - 1]) ? 1 : 0);
        return text[..end] + "\u2026";
    }
}
