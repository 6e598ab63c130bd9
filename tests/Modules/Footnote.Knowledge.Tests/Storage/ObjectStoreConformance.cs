using System.Security.Cryptography;
using System.Text;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Tests.Storage;

/// <summary>What every object store has to do, whatever keeps the bytes.</summary>
public abstract class ObjectStoreConformance
{
    private const int LargeBytes = 24 * 1024 * 1024;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract IObjectStore Store { get; }

    [Fact]
    public async Task Object_is_invisible_before_its_commit_and_whole_after_it()
    {
        await using var pending = Store.Create();
        await pending.Stream.WriteAsync(Bytes("the whole text"), Token);
        await pending.Stream.FlushAsync(Token);

        Assert.Equal("the whole text", await File.ReadAllTextAsync(pending.Path, Token));
        Assert.Null(await Store.OpenReadAsync(pending.Key, Token));
        Assert.Empty(await ListAsync());

        await pending.CommitAsync(Token);

        Assert.Equal("the whole text", await ReadAsync(pending.Key));
        var listed = Assert.Single(await ListAsync());
        Assert.Equal((pending.Key, 14), (listed.Key, listed.Size));
    }

    [Fact]
    public async Task Object_given_up_before_its_commit_leaves_nothing()
    {
        string key, path;
        await using (var pending = Store.Create())
        {
            (key, path) = (pending.Key, pending.Path);
            await pending.Stream.WriteAsync(Bytes("half"), Token);
        }

        Assert.False(File.Exists(path));
        Assert.Null(await Store.OpenReadAsync(key, Token));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Commit_leaves_no_temporary_file()
    {
        string path;
        await using (var pending = Store.Create())
        {
            path = pending.Path;
            await pending.Stream.WriteAsync(Bytes("kept"), Token);
            await pending.CommitAsync(Token);
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Missing_object_is_null_and_its_deletion_no_error()
    {
        var key = ObjectKey.Create(DateTimeOffset.UnixEpoch.AddYears(50));

        Assert.Null(await Store.OpenReadAsync(key, Token));
        Assert.Null(await Store.FetchAsync(key, Token));
        await Store.DeleteAsync(key, Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../secrets")]
    [InlineData("0190A5F4C0DE7000800000000000ABCD")]
    [InlineData("0190a5f4-c0de-7000-8000-00000000abcd")]
    public async Task Text_that_is_no_key_is_refused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.OpenReadAsync(key, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.FetchAsync(key, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(key, Token));
    }

    [Fact]
    public async Task Deleted_object_is_gone()
    {
        var key = await PutAsync("short-lived");
        var other = await PutAsync("stays");

        await Store.DeleteAsync(key, Token);
        await Store.DeleteAsync(key, Token);

        Assert.Null(await Store.OpenReadAsync(key, Token));
        Assert.Null(await Store.FetchAsync(key, Token));
        Assert.Equal(other, Assert.Single(await ListAsync()).Key);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(7, 100)]
    [InlineData(90_000, 70_000)]
    [InlineData(299_999, 1)]
    public async Task Object_can_be_read_from_any_place(int start, int count)
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var key = await PutAsync(content);
        await using var stream = await Store.OpenReadAsync(key, Token);

        Assert.NotNull(stream);
        Assert.True(stream.CanSeek);
        Assert.Equal(content.Length, stream.Length);
        stream.Seek(start, SeekOrigin.Begin);
        var part = new byte[count];
        await stream.ReadExactlyAsync(part, Token);
        Assert.Equal(content.AsSpan(start, count).ToArray(), part);

        stream.Seek(-10, SeekOrigin.End);
        var end = new byte[20];
        Assert.Equal(10, await stream.ReadAtLeastAsync(end, 20, throwOnEndOfStream: false, Token));
        Assert.Equal(content[^10..], end[..10]);
        Assert.Equal(0, await stream.ReadAsync(end, Token));
    }

    [Fact]
    public async Task Fetched_file_holds_the_object_while_it_is_held()
    {
        var key = await PutAsync("for the readers");

        using var file = await Store.FetchAsync(key, Token);

        Assert.NotNull(file);
        Assert.Equal("for the readers", await File.ReadAllTextAsync(file.Path, Token));
    }

    [Fact]
    public async Task Empty_object_is_kept()
    {
        var key = await PutAsync([]);

        Assert.Equal(string.Empty, await ReadAsync(key));
        using var file = await Store.FetchAsync(key, Token);
        Assert.NotNull(file);
        Assert.Equal(0, new FileInfo(file.Path).Length);
    }

    [Fact]
    public async Task Large_object_comes_back_byte_for_byte()
    {
        var content = new byte[LargeBytes + 12_345];
        new Random(7).NextBytes(content);
        var key = await PutAsync(content);

        using var file = await Store.FetchAsync(key, Token);
        await using var stream = await Store.OpenReadAsync(key, Token);

        Assert.NotNull(file);
        Assert.NotNull(stream);
        Assert.Equal(content.Length, Assert.Single(await ListAsync()).Size);
        await using var fetched = File.OpenRead(file.Path);
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(fetched, Token));
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(stream, Token));
    }

    [Fact]
    public async Task Many_writers_and_readers_do_not_disturb_each_other()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 32).Select(async number =>
        {
            var key = await PutAsync($"object {number}");
            Assert.Equal($"object {number}", await ReadAsync(key));
            if (number % 2 == 1)
            {
                await Store.DeleteAsync(key, Token);
            }

            return key;
        }));

        var expected = keys.Where((_, number) => number % 2 == 0).Order(StringComparer.Ordinal);
        Assert.Equal(expected, (await ListAsync()).Select(item => item.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Listing_names_every_object_with_size_and_time()
    {
        var keys = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var size in Enumerable.Range(1, 25))
        {
            keys[await PutAsync(new byte[size])] = size;
        }

        var listed = await ListAsync();

        Assert.Equal(keys, listed.ToDictionary(item => item.Key, item => item.Size, StringComparer.Ordinal));
        Assert.All(listed, item => Assert.Equal(Now.ToUnixTimeSeconds(), item.CreatedAt.ToUnixTimeSeconds()));
    }

    [Fact]
    public async Task Cancelled_calls_end_without_an_object()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        string key;
        await using (var pending = Store.Create())
        {
            key = pending.Key;
            await pending.Stream.WriteAsync(Bytes("never"), Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.CommitAsync(cancelled.Token));
        }

        Assert.Null(await Store.OpenReadAsync(key, Token));
        Assert.Empty(await ListAsync());
    }

    /// <summary>The time of the store's clock.</summary>
    private protected static DateTimeOffset Now { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private protected Task<string> PutAsync(string text) => PutAsync(Bytes(text));

    private protected async Task<string> PutAsync(byte[] content)
    {
        await using var pending = Store.Create();
        await pending.Stream.WriteAsync(content, Token);
        await pending.CommitAsync(Token);
        return pending.Key;
    }

    private protected async Task<string?> ReadAsync(string key)
    {
        await using var stream = await Store.OpenReadAsync(key, Token);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Token);
    }

    private protected async Task<List<StoredObject>> ListAsync()
    {
        var found = new List<StoredObject>();
        await foreach (var item in Store.ListAsync(Token))
        {
            found.Add(item);
        }

        return found;
    }
}
