using Footnote.Knowledge.Searching;
using Footnote.Knowledge.Vectors;
using Footnote.Retrieval;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>What every index behind <see cref="IVectorIndex"/> has to do, wherever it is.</summary>
public abstract class VectorIndexConformance
{
    private protected const int Dimensions = 32;
    private const int NameNone = 0;
    private const int NameMany = 1000;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static VectorSpace Space { get; } = new("conformance", Dimensions);

    /// <summary>Opens the index of a model, ready to be used.</summary>
    /// <param name="space">The model.</param>
    /// <param name="namedChunks">Up to how many permitted chunks a query names.</param>
    private protected abstract Task<IVectorIndex> OpenAsync(VectorSpace space, int namedChunks = NameMany);

    [Fact]
    public async Task Nearest_vectors_come_first_with_their_cosine()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space);
        await index.UpsertAsync([.. Enumerable.Range(0, 300).Select(_ => world.Make())], Token);
        var query = world.Query(world.NextVector(), 10);

        var found = await index.SearchAsync(query, Token);

        Assert.Equal(world.Nearest(query), Ids(found));
        var rows = world.Rows.ToDictionary(row => row.Ordinal);
        Assert.All(found, hit => Assert.Equal(VectorWorld.Cosine(rows[hit.Id].Vector, query.Vector), hit.Score, 2));
        Assert.Equal(found.OrderByDescending(hit => hit.Score), found);
    }

    [Fact]
    public async Task Row_that_is_written_again_replaces_vector_and_properties()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, NameNone);
        var row = world.Make(document => document with { Category = "first" });
        await index.UpsertAsync([row, world.Make()], Token);
        await index.UpsertAsync([row], Token);
        var changed = row with { Document = row.Document with { Category = "second" }, Vector = world.NextVector() };
        world.Keep(changed);
        await index.UpsertAsync([changed], Token);

        Assert.Empty(await index.SearchAsync(world.Query(row.Vector, 10, new SearchFilters { Category = "first" }), Token));
        var query = world.Query(changed.Vector, 10, new SearchFilters { Category = "SECOND" });
        Assert.Equal(1, Assert.Single(await index.SearchAsync(query, Token)).Score, 2);
        Assert.Equal(2, (await index.SearchAsync(world.Query(row.Vector, 10), Token)).Count);
    }

    [Fact]
    public async Task Removed_rows_are_found_no_more_and_can_be_removed_again()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, NameNone);
        VectorRow[] rows = [.. Enumerable.Range(0, 20).Select(_ => world.Make())];
        await index.UpsertAsync(rows, Token);
        int[] removed = [.. rows.Take(5).Select(row => row.Ordinal)];

        await index.DeleteAsync(VectorWorld.Tenant, removed, Token);
        await index.DeleteAsync(VectorWorld.Tenant, removed, Token);

        foreach (var row in rows.Take(5))
        {
            world.Forget(row);
        }

        Assert.Equal(rows.Skip(5).Select(row => row.Ordinal), Ids(await index.SearchAsync(world.Query(rows[0].Vector, 50), Token)).Order());
    }

    [Fact]
    public async Task Nothing_is_found_and_nothing_fails_where_nothing_was_written()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, NameNone);
        world.Make();
        await index.DeleteAsync(VectorWorld.Tenant, [1, 2, 3], Token);
        Assert.Empty(await index.SearchAsync(world.Query(world.NextVector(), 10), Token));
    }

    [Theory]
    [InlineData(NameNone)]
    [InlineData(NameMany)]
    public async Task Tenants_do_not_see_each_other(int namedChunks)
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, namedChunks);
        var other = Guid.NewGuid();
        var vector = world.NextVector();
        var own = world.Make(vector: vector);
        var foreign = world.Make(document => document with { TenantId = other }, vector);
        await index.UpsertAsync([own, foreign], Token);

        Assert.Equal([own.Ordinal], Ids(await index.SearchAsync(world.Query(vector, 10), Token)));
        var asOther = world.Query(vector, 10, tenant: other, keys: VectorWorld.Everyone);
        Assert.Equal([foreign.Ordinal], Ids(await index.SearchAsync(asOther, Token)));
    }

    [Fact]
    public async Task Models_do_not_mix()
    {
        var (first, second) = (new VectorWorld(Dimensions, 1), new VectorWorld(Dimensions * 2, 2));
        var one = await OpenAsync(Space);
        var two = await OpenAsync(new VectorSpace("another", Dimensions * 2));
        var same = await OpenAsync(new VectorSpace("another", Dimensions));
        await one.UpsertAsync([.. Enumerable.Range(0, 10).Select(_ => first.Make())], Token);
        await two.UpsertAsync([.. Enumerable.Range(0, 4).Select(_ => second.Make())], Token);

        Assert.Equal(10, (await one.SearchAsync(first.Query(first.NextVector(), 50), Token)).Count);
        Assert.Equal(4, (await two.SearchAsync(second.Query(second.NextVector(), 50), Token)).Count);
        Assert.Empty(await same.SearchAsync(first.Query(first.NextVector(), 50), Token));
    }

    [Theory]
    [InlineData(0.5, NameNone)]
    [InlineData(0.05, NameNone)]
    [InlineData(0.005, NameNone)]
    [InlineData(0.5, NameMany)]
    [InlineData(0.05, NameMany)]
    [InlineData(0.005, NameMany)]
    public async Task Filter_takes_part_in_the_search_so_that_the_nearest_permitted_are_found(double share, int namedChunks)
    {
        const int Count = 4000;
        const int Queries = 20;
        const int Limit = 10;
        var world = new VectorWorld(Dimensions, 11);
        var index = await OpenAsync(Space, namedChunks);
        var collection = Guid.NewGuid();
        var every = (int)Math.Round(1 / share);
        await index.UpsertAsync(
            [.. Enumerable.Range(0, Count).Select(i => world.Make(d => i % every == 0 ? d with { CollectionId = collection } : d))], Token);

        var (wanted, met) = (0, 0);
        for (var i = 0; i < Queries; i++)
        {
            var query = world.Query(world.NextVector(), Limit, new SearchFilters { CollectionIds = [collection] });
            var found = Ids(await index.SearchAsync(query, Token));
            var nearest = world.Nearest(query);
            Assert.Equal(nearest.Length, found.Length);
            Assert.All(found, id => Assert.True(query.Permitted.Contains(id)));
            (wanted, met) = (wanted + nearest.Length, met + nearest.Intersect(found).Count());
        }

        Assert.True(met >= 0.95 * wanted, $"{met} of {wanted} at {share}");
    }

    [Fact]
    public async Task Filters_let_through_what_the_filters_of_this_server_let_through()
    {
        var world = new VectorWorld(Dimensions, 5);
        var index = await OpenAsync(Space, NameNone);
        var vocabulary = new FilterVocabulary(world);
        await index.UpsertAsync([.. Enumerable.Range(0, 200).Select(_ => world.Make(vocabulary.Describe))], Token);
        var hits = 0;
        for (var i = 0; i < 60; i++)
        {
            var query = world.Query(world.NextVector(), 500, vocabulary.NextFilters(), keys: vocabulary.NextKeys());
            var found = Ids(await index.SearchAsync(query, Token));
            Assert.Equal(world.Nearest(query).Order(), found.Order());
            hits += found.Length;
        }

        Assert.True(hits > 100, "The filters let too little through to prove anything.");
    }

    [Fact]
    public async Task Document_with_more_readers_than_an_index_can_hold_is_found_by_them()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, NameNone);
        string[] readers = [.. Enumerable.Range(0, 2000).Select(_ => $"user:{Guid.NewGuid():D}")];
        var row = world.Make(document => document with { Readers = readers });
        await index.UpsertAsync([row], Token);
        Assert.Equal([row.Ordinal], Ids(await index.SearchAsync(world.Query(row.Vector, 10, keys: readers[1500]), Token)));
    }

    [Fact]
    public async Task Many_rows_can_be_written_and_removed_in_one_call()
    {
        var world = new VectorWorld(Dimensions);
        var index = await OpenAsync(Space, NameNone);
        VectorRow[] rows = [.. Enumerable.Range(0, 2500).Select(_ => world.Make())];
        await index.UpsertAsync(rows, Token);
        Assert.Equal(rows[2400].Ordinal, (await index.SearchAsync(world.Query(rows[2400].Vector, 5), Token))[0].Id);
        await index.DeleteAsync(VectorWorld.Tenant, [.. rows.Skip(10).Select(row => row.Ordinal)], Token);
        foreach (var row in rows.Skip(10))
        {
            world.Forget(row);
        }

        Assert.Equal(10, (await index.SearchAsync(world.Query(rows[0].Vector, 50), Token)).Count);
    }

    private protected static int[] Ids(IReadOnlyList<ScoredId> found) => [.. found.Select(hit => hit.Id)];
}
