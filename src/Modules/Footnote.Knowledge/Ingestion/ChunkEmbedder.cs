using Footnote.Retrieval.Chunking;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Embeds chunks in batches of bounded size, each with the title and headings it stands under.</summary>
internal sealed class ChunkEmbedder(IEmbeddingGenerator generator, ChunkTokenCounter counter, IOptions<KnowledgeOptions> options)
{
    public string ModelId => generator.ModelId;

    public int CountTokens(string text) => counter.Count(text);

    public async Task<IReadOnlyList<float[]>> EmbedAsync(
        string title, IReadOnlyList<Chunk> chunks, Action<double> progress, CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(chunks.Count);
        foreach (var batch in chunks.Chunk(options.Value.EmbeddingBatch))
        {
            var texts = Array.ConvertAll(batch, chunk => TextOf(title, chunk));
            vectors.AddRange(await generator.GenerateAsync(texts, EmbeddingPurpose.Passage, cancellationToken));
            progress((double)vectors.Count / chunks.Count);
        }

        return vectors;
    }

    private static string TextOf(string title, Chunk chunk)
    {
        var headings = chunk.HeadingPath.Where(heading => !string.Equals(heading, title, StringComparison.Ordinal));
        return string.Join('\n', [title, .. headings, chunk.Text]);
    }
}
