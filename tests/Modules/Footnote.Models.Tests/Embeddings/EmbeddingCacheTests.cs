using Dapper;
using Footnote.Retrieval.Dense;

namespace Footnote.Models.Tests.Embeddings;

public sealed class EmbeddingCacheTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Passages_embedded_once_come_from_the_table_in_this_process_and_in_the_next()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model);
        string[] texts = ["puffin", "", "tern", "puffin", "\uD800 unpaired"];

        var first = await rig.For(Tenant).GenerateAsync(texts, EmbeddingPurpose.Passage, Token);
        var second = await rig.For(Tenant).GenerateAsync(["tern", "gannet", .. texts], EmbeddingPurpose.Passage, Token);
        await using var next = rig.Beside(model);
        var third = await next.For(Tenant).GenerateAsync(texts, EmbeddingPurpose.Passage, Token);

        Assert.Equal(texts.Select(text => model.Embed(text, EmbeddingPurpose.Passage)), first);
        Assert.Equal(first, second.Skip(2));
        Assert.Equal(first, third);
        Assert.Equal(5, model.Computed);
        Assert.Equal((5, 4, 4), (rig.From("computed"), rig.From("table"), next.From("table")));
    }

    [Fact]
    public async Task Questions_come_from_memory_and_leave_nothing_in_the_database()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model);
        var generator = rig.For(Tenant);

        var first = await generator.GenerateAsync(["where do puffins nest?"], EmbeddingPurpose.Query, Token);
        first[0][0] = 7;
        var second = await generator.GenerateAsync(["where do puffins nest?"], EmbeddingPurpose.Query, Token);
        second[0][0] = 8;
        var third = await generator.GenerateAsync(["where do puffins nest?"], EmbeddingPurpose.Query, Token);

        Assert.Equal([model.Embed("where do puffins nest?", EmbeddingPurpose.Query)], third);
        Assert.Equal((1, 2), (rig.From("computed"), rig.From("memory")));
        await using var connection = await rig.OpenAsync();
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from models.embedding_cache"));
    }

    [Fact]
    public async Task Questions_that_shall_persist_survive_the_process()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("PersistQueries", "true"));
        await rig.For(Tenant).GenerateAsync(["tern?"], EmbeddingPurpose.Query, Token);
        await using var next = rig.Beside(model, ("PersistQueries", "true"));

        await next.For(Tenant).GenerateAsync(["tern?"], EmbeddingPurpose.Query, Token);
        await next.For(Tenant).GenerateAsync(["tern?"], EmbeddingPurpose.Query, Token);

        Assert.Equal(1, model.Computed);
        Assert.Equal((1, 1), (next.From("table"), next.From("memory")));
    }

    [Theory]
    [InlineData(EmbeddingPurpose.Query)]
    [InlineData(EmbeddingPurpose.Passage)]
    public async Task Another_tenant_another_purpose_and_another_model_find_nothing(EmbeddingPurpose purpose)
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("PersistQueries", "true"));
        await rig.For(Tenant).GenerateAsync(["secret plan"], purpose, Token);

        await rig.For(Guid.CreateVersion7()).GenerateAsync(["secret plan"], purpose, Token);
        Assert.Equal(2, model.Computed);

        var other = purpose == EmbeddingPurpose.Query ? EmbeddingPurpose.Passage : EmbeddingPurpose.Query;
        await rig.For(Tenant).GenerateAsync(["secret plan"], other, Token);
        Assert.Equal(3, model.Computed);

        var successor = new LengthEmbeddings("length-8-v2");
        await using var next = rig.Beside(successor, ("PersistQueries", "true"));
        var vectors = await next.For(Tenant).GenerateAsync(["secret plan"], purpose, Token);
        Assert.Equal((1, 0L), (successor.Computed, next.From("table")));
        Assert.Equal([successor.Embed("secret plan", purpose)], vectors);
    }

    [Theory]
    [InlineData("set vector = set_byte(vector, 3, get_byte(vector, 3) # 1)")]
    [InlineData("set vector = substring(vector from 1 for 20)")]
    [InlineData("set vector = ''")]
    [InlineData("set seal = set_byte(seal, 0, get_byte(seal, 0) # 128)")]
    [InlineData("set vector = (select vector from models.embedding_cache where model_id = 'length-8' and key <> cache.key limit 1)")]
    public async Task Rows_that_were_damaged_or_swapped_are_computed_and_written_anew(string damage)
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model);
        var expected = await rig.For(Tenant).GenerateAsync(["puffin", "tern"], EmbeddingPurpose.Passage, Token);
        await using (var connection = await rig.OpenAsync())
        {
            Assert.Equal(2, await connection.ExecuteAsync($"update models.embedding_cache cache {damage}"));
        }

        var repaired = await rig.For(Tenant).GenerateAsync(["puffin", "tern"], EmbeddingPurpose.Passage, Token);
        var again = await rig.For(Tenant).GenerateAsync(["puffin", "tern"], EmbeddingPurpose.Passage, Token);

        Assert.Equal(expected, repaired);
        Assert.Equal(expected, again);
        Assert.Equal((4, 2L), (model.Computed, rig.From("table")));
    }

    [Fact]
    public async Task Sweep_removes_what_is_too_old_and_the_least_recently_used_above_the_bound()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("TableRows", "3"), ("MaxAge", "10.00:00:00"));
        var generator = rig.For(Tenant);
        await generator.GenerateAsync(["old", "kept"], EmbeddingPurpose.Passage, Token);
        rig.Clock.Advance(TimeSpan.FromDays(6));
        await generator.GenerateAsync(["kept"], EmbeddingPurpose.Passage, Token);
        rig.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(1, await rig.Sweep.RunAsync(Token));

        foreach (var text in new[] { "a", "b", "c", "d" })
        {
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
            await generator.GenerateAsync([text], EmbeddingPurpose.Passage, Token);
        }

        Assert.Equal(2, await rig.Sweep.RunAsync(Token));
        var before = rig.From("table");
        await generator.GenerateAsync(["b", "c", "d"], EmbeddingPurpose.Passage, Token);
        Assert.Equal(3, rig.From("table") - before);
        await using var connection = await rig.OpenAsync();
        Assert.Equal(3, await connection.QuerySingleAsync<int>("select count(*)::int from models.embedding_cache"));
    }

    [Fact]
    public async Task Memory_that_is_full_drops_the_least_recently_used()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("MemoryEntries", "2"));
        var generator = rig.For(Tenant);

        foreach (var text in new[] { "a", "b", "a", "c", "a", "b" })
        {
            await generator.GenerateAsync([text], EmbeddingPurpose.Query, Token);
        }

        Assert.Equal((4, 2L), (model.Computed, rig.From("memory")));
    }

    [Fact]
    public async Task Cache_that_is_switched_off_computes_everything()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("MemoryEntries", "0"), ("TableRows", "0"));
        for (var i = 0; i < 2; i++)
        {
            await rig.For(Tenant).GenerateAsync(["a"], EmbeddingPurpose.Query, Token);
            await rig.For(Tenant).GenerateAsync(["a"], EmbeddingPurpose.Passage, Token);
        }

        Assert.Equal((4, 4L), (model.Computed, rig.From("computed")));
    }

    [Fact]
    public async Task Many_callers_with_overlapping_texts_all_get_the_right_vectors()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model, ("PersistQueries", "true"), ("MemoryEntries", "7"));
        Guid[] tenants = [Guid.CreateVersion7(), Guid.CreateVersion7()];

        await Task.WhenAll(Enumerable.Range(0, 24).Select(async caller =>
        {
            for (var round = 0; round < 4; round++)
            {
                string[] texts = [.. Enumerable.Range(0, 10).Select(i => $"text {(caller + (i * round)) % 13}")];
                var purpose = caller % 3 == 0 ? EmbeddingPurpose.Query : EmbeddingPurpose.Passage;
                var vectors = await rig.For(tenants[caller % 2]).GenerateAsync(texts, purpose, Token);
                Assert.Equal(texts.Select(text => model.Embed(text, purpose)), vectors);
            }
        }));

        var computed = model.Computed;
        string[] all = [.. Enumerable.Range(0, 13).Select(i => $"text {i}")];
        await rig.For(tenants[0]).GenerateAsync(all, EmbeddingPurpose.Passage, Token);
        Assert.Equal(computed, model.Computed);
    }

    [Fact]
    public async Task Database_that_fails_costs_the_cache_not_the_embedding()
    {
        var model = new LengthEmbeddings();
        await using var rig = await EmbeddingCacheRig.StartAsync(model);
        await using (var connection = await rig.OpenAsync())
        {
            await connection.ExecuteAsync("drop table models.embedding_cache");
        }

        var vectors = await rig.For(Tenant).GenerateAsync(["a"], EmbeddingPurpose.Passage, Token);

        Assert.Equal([model.Embed("a", EmbeddingPurpose.Passage)], vectors);
    }

    [Fact]
    public async Task Table_holds_hashes_and_no_text_and_shows_a_tenant_its_own_rows_only()
    {
        await using var rig = await EmbeddingCacheRig.StartAsync(new LengthEmbeddings());
        await rig.For(Tenant).GenerateAsync(["canary-text"], EmbeddingPurpose.Passage, Token);
        await using var connection = await rig.OpenAsync();

        const string Row = "select encode(key, 'escape') || cache::text from models.embedding_cache cache";
        var row = await connection.QuerySingleAsync<string>(Row);
        await connection.ExecuteAsync(
            "set role footnote_models; select set_config('footnote.tenant_id', @Other, false)",
            new { Other = Guid.CreateVersion7().ToString() });
        var visible = await connection.QuerySingleAsync<int>("select count(*)::int from models.embedding_cache");

        Assert.DoesNotContain("canary", row, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, visible);
    }
}
