using Footnote.Retrieval.Chunking;
using Footnote.Retrieval.Dense;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// Embeds chunks in batches of bounded size, each with the title and headings it stands under. A few batches run at a time, those of large
/// documents in turn with those of small ones, while other documents are read and published.
/// </summary>
internal sealed class ChunkEmbedder(ChunkTokenCounter counter, IOptions<KnowledgeOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _calls = new(options.Value.EmbeddingCalls);

    public int CountTokens(string text) => counter.Count(text);

    public async Task<IReadOnlyList<float[]>> EmbedAsync(
        IEmbeddingGenerator generator, string title, IReadOnlyList<Chunk> chunks, Action<double> progress,
            CancellationToken cancellationToken)
    {
        var vectors = new List<float[]>(chunks.Count);
        foreach (var batch in chunks.Chunk(options.Value.EmbeddingBatch))
        {
            var texts = Array.ConvertAll(batch, chunk => TextOf(title, chunk.HeadingPath, chunk.Text));
            vectors.AddRange(await GenerateAsync(generator, texts, cancellationToken));
            progress((double)vectors.Count / chunks.Count);
        }

        return vectors;
    }

    public void Dispose() => _calls.Dispose();

    private async Task<IReadOnlyList<float[]>> GenerateAsync(
        IEmbeddingGenerator generator, string[] texts, CancellationToken cancellationToken)
    {
        await _calls.WaitAsync(cancellationToken);
        try
        {
            // a call that does not listen is not waited for, so that it keeps nobody else from going on
            return await generator.GenerateAsync(texts, EmbeddingPurpose.Passage, cancellationToken).AsTask().WaitAsync(cancellationToken);
        }
        finally
        {
            _calls.Release();
        }
    }

    /// <summary>What of a chunk is embedded.</summary>
    public static string TextOf(string title, IEnumerable<string> headingPath, string text)
    {
        var headings = headingPath.Where(heading => !string.Equals(heading, title, StringComparison.Ordinal));
        return string.Join('\n', [title, .. headings, text]);
    }
}
