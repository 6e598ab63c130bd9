using System.Text;
using Footnote.Client.Streaming;

namespace Footnote.Web.Tests.Client;

public class SseReaderTests
{
    private const string Stream =
        ": keep-alive\n\nid: 1\nevent: delta\ndata: {\"text\":\"5 € [1]\"}\n\n"
        + "data: a\ndata:b\ndata:  c\n\nretry: 5\nunknown\n\nid\nevent: x\ndata\n\n";

    private static readonly SseEvent[] Expected =
    [
        new("1", "delta", "{\"text\":\"5 € [1]\"}"),
        new("1", "message", "a\nb\n c"),
        new("", "x", ""),
    ];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Read_any_line_end_and_any_split_gives_the_same_events(string lineEnd)
    {
        var bytes = Encoding.UTF8.GetBytes("\uFEFF" + Stream.Replace("\n", lineEnd));
        for (var step = 1; step <= bytes.Length; step++)
        {
            Assert.Equal(Expected, await ReadAsync(bytes, step));
        }
    }

    [Fact]
    public async Task Read_event_without_its_blank_line_is_dropped()
        => Assert.Empty(await ReadAsync("id: 1\ndata: half\n"u8.ToArray(), 3));

    [Fact]
    public async Task Read_id_with_a_nul_is_ignored()
        => Assert.Equal([new SseEvent("7", "message", "x")], await ReadAsync("id: 7\nid: 8\0\ndata: x\n\n"u8.ToArray(), 100));

    [Fact]
    public async Task Read_event_is_returned_before_the_stream_goes_on()
    {
        var pipe = new System.IO.Pipelines.Pipe();
        await pipe.Writer.WriteAsync("data: first\n\n"u8.ToArray());
        await using var events = SseReader.ReadAsync(pipe.Reader.AsStream()).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("first", events.Current.Data);
        await pipe.Writer.CompleteAsync();
        Assert.False(await events.MoveNextAsync());
    }

    private static async Task<List<SseEvent>> ReadAsync(byte[] bytes, int step)
    {
        var events = new List<SseEvent>();
        await foreach (var item in SseReader.ReadAsync(new TrickleStream(bytes, step)))
        {
            events.Add(item);
        }

        return events;
    }
}
