using Footnote.Retrieval.Pipeline;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Reranking;

/// <summary>
/// The analysed texts of one request's chunks, each computed once and only when a stage asks. For one request, one thread.
/// </summary>
public sealed class ChunkTexts
{
    private readonly Dictionary<int, (AnalyzedText Heading, AnalyzedText Body)> _texts = [];
    private readonly string _language;

    internal ChunkTexts(string language) => _language = language;

    internal AnalyzedText Body(ChunkContent content) => Read(content).Body;

    internal AnalyzedText Heading(ChunkContent content) => Read(content).Heading;

    private (AnalyzedText Heading, AnalyzedText Body) Read(ChunkContent content)
    {
        if (!_texts.TryGetValue(content.Id, out var texts))
        {
            var language = content.Language ?? _language;
            var heading = string.Join('\n', content.HeadingPath.Prepend(content.Title));
            _texts[content.Id] = texts = (new AnalyzedText(heading, language), new AnalyzedText(content.Text, language));
        }

        return texts;
    }
}
