using Footnote.Knowledge.Embedding;
using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Tests.Embedding;

/// <summary>Two models that hash words in different ways, so that their embeddings mean nothing to each other.</summary>
internal sealed class TestModels : IEmbeddingModels
{
    public const string First = "first";
    public const string Second = "second";

    public HashingEmbeddings Default { get; } = new("first-64");

    public HashingEmbeddings Other { get; } = new("second-96", dimensions: 96, salt: 77);

    public string DefaultName => First;

    public Task<IEmbeddingGenerator> OpenAsync(string name, CancellationToken cancellationToken) => name switch
    {
        First => Task.FromResult<IEmbeddingGenerator>(Default),
        Second => Task.FromResult<IEmbeddingGenerator>(Other),
        _ => throw new EmbeddingModelException($"There is no embedding model '{name}'."),
    };
}
