using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Embedding;

/// <summary>The one generator of a host that offers no others, under its own id.</summary>
internal sealed class ConfiguredModel(IEmbeddingGenerator generator) : IEmbeddingModels
{
    public string DefaultName => generator.ModelId;

    public Task<IEmbeddingGenerator> OpenAsync(string name, CancellationToken cancellationToken) => name == DefaultName
        ? Task.FromResult(generator)
        : throw new EmbeddingModelException($"There is no embedding model '{name}'.");
}
