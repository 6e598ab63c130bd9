using Footnote.Evaluation.Corpora;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Evaluation.Retrieval;

/// <summary>A corpus as chunks: each document one, its id its position.</summary>
internal sealed class CorpusChunkSource(IReadOnlyList<CorpusDocument> documents, string language) : IChunkSource
{
    public ValueTask<IReadOnlyList<ChunkContent>> GetAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken = default) =>
        new([.. ids.Select(ToContent)]);

    private ChunkContent ToContent(int id) => new()
    {
        Id = id,
        DocumentId = documents[id].Id,
        Number = 0,
        Title = "",
        Text = documents[id].Passage,
        Start = 0,
        End = documents[id].Passage.Length,
        Language = language,
    };
}
