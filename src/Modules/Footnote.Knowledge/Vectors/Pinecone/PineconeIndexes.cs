using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>
/// The indexes of a project, one for each number of dimensions; inside it a namespace for each tenant and model, so that neither tenants
/// nor models meet.
/// </summary>
internal sealed class PineconeIndexes(PineconeApi api, VectorOptions options, TimeProvider timeProvider) : IOutsideVectors
{
    private readonly ConcurrentDictionary<int, Uri> _hosts = new();

    public string Place => $"pinecone {options.ControlUrl} {options.Index}";

    public IVectorIndex Open(VectorSpace space) => new PineconeIndex(api, this, space, options, timeProvider);

    public static string NamespaceOf(VectorSpace space, Guid tenantId) => $"{tenantId:n}-{space.Key}";

    /// <summary>Makes the index, if it is missing, and waits until it is ready.</summary>
    public async Task PrepareAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        if (_hosts.ContainsKey(space.Dimensions))
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.AttemptTimeout * (options.MaxRetries + 1));
        try
        {
            while (await DescribeAsync(space, limit.Token) is null)
            {
                await CreateAsync(space, limit.Token);
                await Task.Delay(options.RetryDelay, timeProvider, limit.Token);
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VectorIndexException(VectorIndexFault.Unavailable, "The index at Pinecone does not become ready.", late);
        }
    }

    public async Task DropAsync(VectorSpace space, IReadOnlyList<Guid> tenants, CancellationToken cancellationToken)
    {
        if (await FindAsync(space, cancellationToken) is not { } host)
        {
            return;
        }

        foreach (var tenant in tenants)
        {
            try
            {
                var address = new Uri(host, $"/namespaces/{NamespaceOf(space, tenant)}");
                await api.InsistAsync(HttpMethod.Delete, address, body: null, cancellationToken);
            }
            catch (VectorIndexException fault) when (fault.Fault == VectorIndexFault.Behind)
            {
                // it is gone already
            }
        }
    }

    /// <summary>Where the index of this size is; null when there is none that is ready.</summary>
    public async Task<Uri?> FindAsync(VectorSpace space, CancellationToken cancellationToken) =>
        _hosts.TryGetValue(space.Dimensions, out var known) ? known : await DescribeAsync(space, cancellationToken);

    /// <summary>Looks the index up anew at the next request, because it was not where it was.</summary>
    public void Forget(VectorSpace space) => _hosts.TryRemove(space.Dimensions, out _);

    public void Dispose() => api.Dispose();

    private async Task<Uri?> DescribeAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        try
        {
            var name = NameOf(space);
            var reply = await api.InsistAsync(HttpMethod.Get, Control("/indexes/" + name), body: null, cancellationToken);
            var (host, dimensions, metric, isReady) = PineconeReply.IndexOf(reply);
            if (dimensions != space.Dimensions || metric != "cosine")
            {
                throw new VectorIndexException(
                    VectorIndexFault.Wrong, $"The index {name} at Pinecone has another size or metric; name another one.");
            }

            return isReady ? _hosts[space.Dimensions] = AddressOf(host) : null;
        }
        catch (VectorIndexException fault) when (fault.Fault == VectorIndexFault.Behind)
        {
            return null;
        }
    }

    private async Task CreateAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            name = NameOf(space),
            dimension = space.Dimensions,
            metric = "cosine",
            vector_type = "dense",
            deletion_protection = "disabled",
            spec = new { serverless = new { cloud = options.Cloud, region = options.Region } },
        });
        try
        {
            await api.AskAsync(HttpMethod.Post, Control("/indexes"), body, cancellationToken);
        }
        catch (VectorIndexException)
        {
            // somebody else may have made it meanwhile, or it is being made
            if (!await ExistsAsync(space, cancellationToken))
            {
                throw;
            }
        }
    }

    private async Task<bool> ExistsAsync(VectorSpace space, CancellationToken cancellationToken)
    {
        try
        {
            await api.AskAsync(HttpMethod.Get, Control("/indexes/" + NameOf(space)), body: null, cancellationToken);
            return true;
        }
        catch (VectorIndexException)
        {
            return false;
        }
    }

    private string NameOf(VectorSpace space) => string.Create(CultureInfo.InvariantCulture, $"{options.Index}-{space.Dimensions}");

    private Uri Control(string path) => new(options.ControlUrl.TrimEnd('/') + path);

    /// <summary>The service names hosts without a scheme.</summary>
    private Uri AddressOf(string host) => host.Contains("://", StringComparison.Ordinal) ? new Uri(host)
        : new Uri($"{new Uri(options.ControlUrl).Scheme}://{host}");
}
