using Footnote.Knowledge.Vectors;
using Footnote.Retrieval.Dense;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>The engine's own index behind the port.</summary>
public sealed class EngineVectorsTests : VectorIndexConformance, IDisposable
{
    private readonly List<VectorIndex> _indexes = [];

    public void Dispose() => _indexes.ForEach(index => index.Dispose());

    [Fact]
    public async Task Index_without_vectors_says_so_and_one_with_vectors_does_not()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        Assert.True(index.IsEmpty);
        await index.UpsertAsync([world.Make()], Token);
        Assert.False(index.IsEmpty);
    }

    [Fact]
    public async Task Search_is_done_when_it_returns()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        await index.UpsertAsync([world.Make()], Token);
        Task search = index.SearchAsync(world.Query(world.NextVector(), 10), Token).AsTask();
        Assert.True(search.IsCompletedSuccessfully);
    }

    private protected override Task<IVectorIndex> OpenAsync(VectorSpace space, int namedChunks = 1000)
    {
        _indexes.Add(new VectorIndex(new VectorIndexOptions { Dimensions = space.Dimensions }));
        return Task.FromResult<IVectorIndex>(new EngineVectors(_indexes[^1]));
    }
}
