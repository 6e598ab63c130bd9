using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Footnote.Chat.Tests;

/// <summary>An event as it came over the wire.</summary>
public sealed record SseRecord(int Id, string Type, JsonElement Data)
{
    public static async Task<IReadOnlyList<SseRecord>> ReadAllAsync(HttpResponseMessage response)
    {
        List<SseRecord> records = [];
        await foreach (SseRecord record in ReadAsync(response))
        {
            records.Add(record);
        }

        return records;
    }

    public static async IAsyncEnumerable<SseRecord> ReadAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode,
            $"{(int)response.StatusCode}: {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync())}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        await using Stream stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            yield return new SseRecord(
                int.Parse(item.EventId!, CultureInfo.InvariantCulture), item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data));
        }
    }
}
