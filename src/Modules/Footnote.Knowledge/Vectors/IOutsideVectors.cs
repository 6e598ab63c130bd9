namespace Footnote.Knowledge.Vectors;

/// <summary>The place outside this process where the embeddings of all models are searched. Thread-safe.</summary>
internal interface IOutsideVectors : IDisposable
{
    /// <summary>Tells the place from others, without secrets: at another place everything has to be written anew.</summary>
    string Place { get; }

    /// <summary>The index of a model. Asks nothing yet.</summary>
    IVectorIndex Open(VectorSpace space);

    /// <summary>Makes what the index of a model needs, if it is missing.</summary>
    Task PrepareAsync(VectorSpace space, CancellationToken cancellationToken);

    /// <summary>Removes everything of a model.</summary>
    /// <param name="space">The model.</param>
    /// <param name="tenants">The tenants that have rows of it.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    Task DropAsync(VectorSpace space, IReadOnlyList<Guid> tenants, CancellationToken cancellationToken);
}
