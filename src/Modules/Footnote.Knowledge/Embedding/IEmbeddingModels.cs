using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Embedding;

/// <summary>The embedding models the host can load, any number of them at the same time. Thread-safe.</summary>
public interface IEmbeddingModels
{
    /// <summary>The name of the configured model.</summary>
    string DefaultName { get; }

    /// <summary>Loads a model unless it is loaded; the host owns it.</summary>
    /// <exception cref="EmbeddingModelException">There is no such model, or it cannot be used; the message is for the operator.</exception>
    Task<IEmbeddingGenerator> OpenAsync(string name, CancellationToken cancellationToken);
}
