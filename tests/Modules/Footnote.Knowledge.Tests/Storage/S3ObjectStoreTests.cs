using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Storage.S3;
using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Footnote.Simulators.S3;
using Footnote.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Footnote.Knowledge.Tests.Storage;

/// <summary>The S3 adapter against a store that checks signatures and misbehaves on demand.</summary>
public sealed class S3ObjectStoreTests : ObjectStoreConformance, IAsyncLifetime
{
    private const string Prefix = "footnote/tests (1)/";
    private readonly TemporaryFolder _folder = new();
    private readonly List<S3ObjectStore> _stores = [];
    private S3Simulator? _simulator;

    private protected override IObjectStore Store => field ??= Open();

    private S3Simulator Simulator => _simulator ?? throw new InvalidOperationException("The simulator is not started.");

    public async ValueTask InitializeAsync() => _simulator = await S3Simulator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _stores.ForEach(store => store.Dispose());
        await Simulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Objects_lie_under_the_prefix_as_they_are()
    {
        var key = await PutAsync("no framing inside");

        var (name, stored) = Assert.Single(Simulator.Objects);
        Assert.Equal(Prefix + key, name);
        Assert.Equal(Bytes("no framing inside"), stored.Content);
    }

    [Fact]
    public async Task Listing_follows_the_pages_and_passes_over_what_is_no_object()
    {
        Simulator.PageSize = 3;
        Simulator.Put("elsewhere/0190a5f4c0de7000800000000000abcd", [1]);
        Simulator.Put(Prefix + "readme", [1]);
        var keys = new List<string>();
        for (var count = 0; count < 10; count++)
        {
            keys.Add(await PutAsync("x"));
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ListAsync()).Select(item => item.Key));
        Assert.Equal(4, Simulator.Requests.Count(operation => operation == "list"));
    }

    [Theory]
    [InlineData("put")]
    [InlineData("get")]
    [InlineData("list")]
    [InlineData("delete")]
    public async Task Overloaded_store_is_asked_again(string operation)
    {
        Simulator.Fail(operation, S3Fault.SlowDown, S3Fault.SlowDown with { Status = 500, Code = "InternalError" }, new(S3FaultKind.Drop));

        var key = await PutAsync("in the end");
        Assert.Equal("in the end", await ReadAsync(key));
        Assert.Single(await ListAsync());
        await Store.DeleteAsync(key, Token);

        Assert.Empty(Simulator.Objects);
        Assert.True(Simulator.Requests.Count(made => made == operation) >= 4, "Three faults were answered by repeating the request.");
    }

    [Fact]
    public async Task Retry_after_is_honoured()
    {
        var store = Open(settings => settings with { MaxRetries = 2 });
        Simulator.BeBusyFor(TimeSpan.FromMilliseconds(700));

        // the own pauses of a few milliseconds would be over long before
        await PutAsync(store, [1]);

        Assert.Single(Simulator.Objects);
    }

    [Fact]
    public async Task Store_that_stays_overloaded_is_reported_and_keeps_nothing()
    {
        Simulator.Fail("put", Enumerable.Repeat(S3Fault.SlowDown, 10).ToArray());

        var fault = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync("never"));

        Assert.Equal(ObjectStoreFault.Unavailable, fault.Fault);
        Assert.Equal(KnowledgeErrors.ObjectStoreDown, fault.Error.Code);
        Assert.Contains("SlowDown", fault.Message, StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Wrong_secret_is_denied_without_a_second_attempt()
    {
        var store = Open(settings => settings with { Credentials = new S3Credentials(S3Simulator.AccessKey, "wrong") });

        var fault = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, [1, 2, 3]));

        Assert.Equal(ObjectStoreFault.Denied, fault.Fault);
        Assert.Contains("SignatureDoesNotMatch", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Simulator.Requests.Count(operation => operation == "put"));
        AssertNothingLeft();
    }

    [Theory]
    [InlineData("unknown", S3Simulator.Region, S3Simulator.Bucket, nameof(ObjectStoreFault.Denied))]
    [InlineData(S3Simulator.AccessKey, "elsewhere-1", S3Simulator.Bucket, nameof(ObjectStoreFault.Wrong))]
    [InlineData(S3Simulator.AccessKey, S3Simulator.Region, "nowhere", nameof(ObjectStoreFault.Wrong))]
    public async Task Wrong_settings_are_told_apart(string accessKey, string region, string bucket, string expected)
    {
        var store = Open(settings => settings with
        {
            Bucket = bucket,
            Region = region,
            Credentials = new S3Credentials(accessKey, S3Simulator.SecretKey),
        });

        var read = await Assert.ThrowsAsync<ObjectStoreException>(() => store.FetchAsync(ObjectKey.Create(Now), Token));
        var write = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, [1]));

        Assert.Equal(expected, read.Fault.ToString());
        Assert.Equal(expected, write.Fault.ToString());
    }

    [Fact]
    public async Task Store_that_is_down_is_reported_and_used_again_when_it_is_back()
    {
        var key = await PutAsync("before");
        await Simulator.GoDownAsync();

        foreach (var call in new Func<Task>[]
        {
            () => PutAsync("during"), () => Store.FetchAsync(key, Token), () => Store.DeleteAsync(key, Token), ListAsync,
        })
        {
            Assert.Equal(ObjectStoreFault.Unavailable, (await Assert.ThrowsAsync<ObjectStoreException>(call)).Fault);
        }

        var health = new ObjectStoreHealth(Store);
        Assert.Equal(HealthState.Degraded, (await health.CheckAsync(Token)).State);
        await Simulator.ComeUpAsync();
        Assert.Equal("before", await ReadWhenLetAsync(key));
        Assert.Equal(HealthState.Healthy, (await health.CheckAsync(Token)).State);
        Assert.Equal(key, Assert.Single(await ListAsync()).Key);
    }

    [Fact]
    public async Task Connection_that_breaks_during_a_write_leaves_nothing_half_written()
    {
        var content = new byte[3 * 1024 * 1024];
        Simulator.Fail("put", Enumerable.Repeat(new S3Fault(S3FaultKind.Cut) { Bytes = 100_000 }, 100).ToArray());

        await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(content));

        AssertNothingLeft();
    }

    [Fact]
    public async Task Write_whose_answer_is_lost_is_repeated_and_kept_once()
    {
        Simulator.Fail("put", new S3Fault(S3FaultKind.DropAnswer));

        var key = await PutAsync("kept");

        Assert.Equal(Prefix + key, Assert.Single(Simulator.Objects).Key);
    }

    [Fact]
    public async Task Write_whose_answers_are_all_lost_is_taken_back()
    {
        Simulator.Fail("put", Enumerable.Repeat(new S3Fault(S3FaultKind.DropAnswer), 100).ToArray());

        await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync("uncertain"));

        AssertNothingLeft();
    }

    [Fact]
    public async Task Read_that_breaks_off_goes_on_where_it_ended()
    {
        var content = new byte[2_000_000];
        new Random(3).NextBytes(content);
        var key = await PutAsync(content);
        Simulator.Fail("get", new S3Fault(S3FaultKind.Cut) { Bytes = 700_000 }, new S3Fault(S3FaultKind.Cut) { Bytes = 10 });

        using var file = await Store.FetchAsync(key, Token);

        Assert.NotNull(file);
        Assert.Equal(content, await File.ReadAllBytesAsync(file.Path, Token));
    }

    [Fact]
    public async Task Read_that_keeps_breaking_off_is_reported_without_half_a_file()
    {
        var key = await PutAsync(new byte[100_000]);
        Simulator.Fail("get", Enumerable.Repeat(new S3Fault(S3FaultKind.Cut), 100).ToArray());

        await Assert.ThrowsAsync<ObjectStoreException>(() => Store.FetchAsync(key, Token));

        Assert.Empty(Directory.GetFiles(new DataFolder(_folder.Root).Temporary));
    }

    [Fact]
    public async Task Object_that_changes_while_it_is_read_is_not_patched_together()
    {
        var key = await PutAsync(new byte[500_000]);
        await using var stream = await Store.OpenReadAsync(key, Token);
        Assert.NotNull(stream);
        Simulator.Put(Prefix + key, new byte[500_001]);
        stream.Seek(400_000, SeekOrigin.Begin);

        var fault = await Assert.ThrowsAsync<ObjectStoreException>(() => stream.ReadExactlyAsync(new byte[10], Token).AsTask());

        Assert.Equal(ObjectStoreFault.Wrong, fault.Fault);
    }

    [Fact]
    public async Task Object_that_was_damaged_in_the_store_is_not_handed_out()
    {
        var key = await PutAsync(new byte[100_000]);
        Simulator.Damage(Prefix + key);

        var fault = await Assert.ThrowsAsync<ObjectStoreException>(() => Store.FetchAsync(key, Token));

        Assert.Equal(ObjectStoreFault.Wrong, fault.Fault);
        Assert.Empty(Directory.GetFiles(new DataFolder(_folder.Root).Temporary));
    }

    [Fact]
    public async Task Store_that_falls_silent_is_left_after_the_time_limit()
    {
        var store = Open(settings => settings with { AttemptTimeout = TimeSpan.FromMilliseconds(300), MaxRetries = 1 });
        Simulator.Fail("put", new S3Fault(S3FaultKind.Silence), new S3Fault(S3FaultKind.Silence));

        var fault = await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(store, [1]));

        Assert.Equal(ObjectStoreFault.Unavailable, fault.Fault);
        AssertNothingLeft();
    }

    [Fact]
    public async Task Large_object_is_sent_in_parts_and_parts_are_repeated()
    {
        Simulator.Fail("part", S3Fault.SlowDown, new S3Fault(S3FaultKind.Cut) { Bytes = 1000 }, new S3Fault(S3FaultKind.DropAnswer));
        var content = new byte[11 * 1024 * 1024];
        new Random(5).NextBytes(content);

        await PutAsync(content);

        Assert.Equal(content, Assert.Single(Simulator.Objects).Value.Content);
        Assert.Empty(Simulator.UnfinishedUploads);
    }

    [Theory]
    [InlineData("part", S3FaultKind.Status)]
    [InlineData("part", S3FaultKind.Cut)]
    [InlineData("complete", S3FaultKind.Status)]
    [InlineData("complete", S3FaultKind.ErrorInside)]
    public async Task Upload_in_parts_that_fails_gives_its_parts_back(string operation, S3FaultKind kind)
    {
        // the HTTP client repeats some broken requests by itself
        Simulator.Fail(operation, Enumerable.Repeat(new S3Fault(kind), 100).ToArray());

        await Assert.ThrowsAsync<ObjectStoreException>(() => PutAsync(new byte[9 * 1024 * 1024]));

        AssertNothingLeft();
    }

    [Fact]
    public async Task Leftovers_of_killed_processes_are_removed_by_their_age()
    {
        Simulator.PutUnfinished(Prefix + "old", Now.AddDays(-2));
        Simulator.PutUnfinished(Prefix + "young", Now);
        Simulator.PutUnfinished("elsewhere/old", Now.AddDays(-2));

        await Store.RemoveLeftoversAsync(Now.AddDays(-1), Token);

        Assert.Equal(["elsewhere/old", Prefix + "young"], Simulator.UnfinishedUploads.Order(StringComparer.Ordinal));
    }

    /// <summary>Reads as soon as the breaker lets requests pass again.</summary>
    private async Task<string?> ReadWhenLetAsync(string key)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ReadAsync(key);
            }
            catch (ObjectStoreException) when (attempt < 200)
            {
                await Task.Delay(50, Token);
            }
        }
    }

    private static async Task PutAsync(S3ObjectStore store, byte[] content)
    {
        await using var pending = store.Create();
        await pending.Stream.WriteAsync(content, Token);
        await pending.CommitAsync(Token);
    }

    private void AssertNothingLeft()
    {
        Assert.Empty(Simulator.Objects);
        Assert.Empty(Simulator.UnfinishedUploads);
        Assert.Empty(Directory.GetFiles(new DataFolder(_folder.Root).Temporary));
    }

    private S3ObjectStore Open(Func<S3Settings, S3Settings>? change = null)
    {
        var settings = new S3Settings(S3Simulator.Bucket, S3Simulator.Region)
        {
            Endpoint = Simulator.Endpoint,
            IsPathStyle = true,
            Credentials = new S3Credentials(S3Simulator.AccessKey, S3Simulator.SecretKey),
            RetryDelay = TimeSpan.FromMilliseconds(5),
            BreakDuration = TimeSpan.FromMilliseconds(500),
            PartBytes = 5 * 1024 * 1024,
        };
        var bucket = new S3Bucket(change?.Invoke(settings) ?? settings, new HttpClient(), NullLogger.Instance);
        var store = new S3ObjectStore(bucket, Prefix, new DataFolder(_folder.Root), new ManualTimeProvider(Now));
        _stores.Add(store);
        return store;
    }
}
