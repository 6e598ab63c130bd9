using Footnote.Knowledge.Vectors.Pgvector;
using Footnote.Knowledge.Vectors.Pinecone;
using Footnote.Platform.Data;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Vectors;

/// <summary>Makes the index outside that the configuration names.</summary>
internal sealed class VectorSetup(IOptions<KnowledgeOptions> options, Database database, TimeProvider timeProvider) : IDisposable
{
    private readonly Lazy<IOutsideVectors?> _outside = new(() => Create(options.Value.Vectors, database, timeProvider));

    public VectorKind Kind => options.Value.Vectors.Kind;

    public bool IsOutside => options.Value.Vectors.IsOutside;

    /// <summary>Null when each process keeps the vectors itself.</summary>
    public IOutsideVectors? Outside => _outside.Value;

    public void Dispose()
    {
        if (_outside.IsValueCreated)
        {
            _outside.Value?.Dispose();
        }
    }

    private static IOutsideVectors? Create(VectorOptions options, Database database, TimeProvider timeProvider) => options.Kind switch
    {
        VectorKind.Pgvector => new PgvectorDatabase(options, database),
        VectorKind.Pinecone => new PineconeIndexes(new PineconeApi(options, PineconeApi.CreateHttp(), timeProvider), options, timeProvider),
        _ => null,
    };
}
