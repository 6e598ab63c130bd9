using System.Globalization;
using System.Text.Json;
using Footnote.Retrieval;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>Reads the service's answers.</summary>
internal static class PineconeReply
{
    private const int LongestCode = 40;

    /// <summary>
    /// The code of a failure in either shape: that of the control plane names it, that of the data plane numbers it. Null when the answer
    /// has neither. The message is left alone: it may name namespaces.
    /// </summary>
    public static string? CodeOf(byte[] answer)
    {
        try
        {
            var reply = JsonSerializer.Deserialize<JsonElement>(answer);
            if (reply.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            if (reply.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var name) && name.ValueKind == JsonValueKind.String)
            {
                var text = name.GetString() ?? string.Empty;
                return text.Length is > 0 and <= LongestCode && text.All(c => char.IsAsciiLetterUpper(c) || c == '_') ? text : null;
            }

            return reply.TryGetProperty("code", out var number) && number.TryGetInt32(out var code)
                ? string.Create(CultureInfo.InvariantCulture, $"code {code}")
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The address, size and metric of an index, and whether it can be used yet.</summary>
    public static (string Host, int Dimensions, string Metric, bool IsReady) IndexOf(JsonElement reply) => Read(reply, index => (
        index.GetProperty("host").GetString() ?? string.Empty,
        index.GetProperty("dimension").GetInt32(),
        index.GetProperty("metric").GetString() ?? string.Empty,
        index.GetProperty("status").GetProperty("ready").GetBoolean()));

    public static IReadOnlyList<ScoredId> MatchesOf(JsonElement reply) => Read(reply, answer =>
        answer.TryGetProperty("matches", out var matches)
            ? matches.EnumerateArray().Select(match => new ScoredId(
                int.Parse(match.GetProperty("id").GetString() ?? string.Empty, NumberStyles.None, CultureInfo.InvariantCulture),
                match.GetProperty("score").GetSingle())).ToArray()
            : []);

    /// <summary>The mark of the write that reading shows for a vector; null when it shows none.</summary>
    public static long? WrittenOf(JsonElement reply, string id) => Read<long?>(reply, answer =>
        answer.TryGetProperty("vectors", out var vectors) && vectors.TryGetProperty(id, out var vector)
            && vector.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(PineconeFields.Written, out var written)
            ? (long)written.GetDouble() : null);

    private static T Read<T>(JsonElement reply, Func<JsonElement, T> read)
    {
        try
        {
            return read(reply);
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new VectorIndexException(VectorIndexFault.Unavailable, "Pinecone answered something unexpected.", fault);
        }
    }
}
