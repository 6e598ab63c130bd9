using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Footnote.Retrieval;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>The vectors of one model at the service.</summary>
internal sealed class PineconeIndex(
    PineconeApi api, PineconeIndexes indexes, VectorSpace space, VectorOptions options, TimeProvider timeProvider) : IVectorIndex
{
    private const int MaxIds = 1000;
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);
    private static long _writes;

    public bool IsEmpty => false;

    public async ValueTask UpsertAsync(IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken)
    {
        var host = await HostAsync(cancellationToken);

        // differs between writes of one process and, by the clock, between processes
        var written = timeProvider.GetUtcNow().ToUnixTimeMilliseconds() + (Interlocked.Increment(ref _writes) % 1000);
        var groups = rows.GroupBy(row => row.Document.TenantId).ToList();
        foreach (var tenant in groups)
        {
            foreach (var body in PineconeBatches.Of(PineconeIndexes.NamespaceOf(space, tenant.Key), tenant, written))
            {
                await WriteAsync(new Uri(host, "/vectors/upsert"), body, cancellationToken);
            }
        }

        foreach (var tenant in groups)
        {
            await WhenVisibleAsync(host, tenant.Key, tenant.Last().Ordinal, written, cancellationToken);
        }
    }

    public async ValueTask DeleteAsync(Guid tenantId, IReadOnlyList<int> ordinals, CancellationToken cancellationToken)
    {
        var host = await HostAsync(cancellationToken);
        foreach (var step in ordinals.Chunk(MaxIds))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                @namespace = PineconeIndexes.NamespaceOf(space, tenantId),
                ids = step.Select(ordinal => ordinal.ToString(CultureInfo.InvariantCulture)),
            });
            try
            {
                await WriteAsync(new Uri(host, "/vectors/delete"), body, cancellationToken);
            }
            catch (VectorIndexException fault) when (fault.Fault == VectorIndexFault.Behind)
            {
                // the namespace is not there, so the vectors are not either
            }
        }
    }

    public async ValueTask<IReadOnlyList<ScoredId>> SearchAsync(VectorQuery query, CancellationToken cancellationToken)
    {
        if (query.Permitted.Count == 0)
        {
            return [];
        }

        var host = await HostAsync(cancellationToken);
        var filter = query.Named(options.NamedChunks) is { } ordinals ? PineconeFilter.Of(ordinals) : PineconeFilter.Of(query.Filter);
        var request = new JsonObject
        {
            ["namespace"] = PineconeIndexes.NamespaceOf(space, query.Filter.TenantId),
            ["topK"] = query.Limit,
            ["vector"] = JsonSerializer.SerializeToNode(query.Vector),
            ["filter"] = filter,
            ["includeValues"] = false,
            ["includeMetadata"] = false,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(request);
        return PineconeReply.MatchesOf(await api.AskAsync(HttpMethod.Post, new Uri(host, "/query"), body, cancellationToken));
    }

    private async Task WriteAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await api.InsistAsync(HttpMethod.Post, address, body, cancellationToken);
        }
        catch (VectorIndexException)
        {
            // the index may have been made anew elsewhere
            indexes.Forget(space);
            throw;
        }
    }

    /// <summary>
    /// A write is acknowledged before reading shows it. Waits for the last vector of one, so that who is told the position finds what he
    /// wrote; not for ever, because a search that misses something late is better than a feed that stands still.
    /// </summary>
    private async Task WhenVisibleAsync(Uri host, Guid tenantId, int ordinal, long written, CancellationToken cancellationToken)
    {
        var id = ordinal.ToString(CultureInfo.InvariantCulture);
        var address = new Uri(host, $"/vectors/fetch?ids={id}&namespace={PineconeIndexes.NamespaceOf(space, tenantId)}");
        var started = timeProvider.GetTimestamp();
        for (var pause = FirstLook; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var reply = await api.InsistAsync(HttpMethod.Get, address, body: null, cancellationToken);
            if (PineconeReply.WrittenOf(reply, id) == written || timeProvider.GetElapsedTime(started) >= options.VisibilityWait)
            {
                return;
            }

            await Task.Delay(pause, timeProvider, cancellationToken);
        }
    }

    private async Task<Uri> HostAsync(CancellationToken cancellationToken) => await indexes.FindAsync(space, cancellationToken)
        ?? throw new VectorIndexException(VectorIndexFault.Behind, "There is no index at Pinecone yet.");
}
