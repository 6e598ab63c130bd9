using Footnote.Knowledge.Embedding;
using Footnote.Models.Embeddings;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Embeds a version for every model in use and publishes it; when the models change meanwhile, what is missing is made
/// first.</summary>
internal sealed class EmbeddedPublishing(
    ChunkEmbedder embedder, EmbeddingModelState models, ITenantEmbeddings cache, VersionPublisher publisher)
{
    /// <summary>False when the job is no longer ours.</summary>
    public async Task<bool> PublishAsync(
        IngestionJob job, ReadVersion version, Action<double> progress, CancellationToken cancellationToken)
    {
        var made = new List<ChunkEmbeddings>();
        while (true)
        {
            var present = await models.CurrentAsync(cancellationToken);
            foreach (var generator in present.All.Where(generator => made.TrueForAll(one => one.ModelId != generator.ModelId)))
            {
                var cached = cache.For(job.TenantId, generator);
                var vectors = await embedder.EmbedAsync(cached, version.Title, version.Chunks, progress, cancellationToken);
                made.Add(new ChunkEmbeddings(generator.ModelId, vectors));
            }

            var ids = present.All.Select(generator => generator.ModelId).ToHashSet(StringComparer.Ordinal);
            var prepared = new PreparedVersion(
                version.Outcome, version.Title, version.Chunks, made.FindAll(one => ids.Contains(one.ModelId)), present.Revision)
            {
                Chunking = version.Chunking,
            };
            try
            {
                return await publisher.PublishAsync(job, prepared, cancellationToken);
            }
            catch (ModelsChangedException)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    public Task<bool> FailAsync(IngestionJob job, DocumentFailure failure, CancellationToken cancellationToken) =>
        publisher.FailAsync(job, failure, cancellationToken);
}
