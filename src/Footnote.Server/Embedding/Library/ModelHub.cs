using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Footnote.Server.Embedding.Library;

/// <summary>A hub that speaks the Hugging Face protocol. What fails for a passing reason is tried again.</summary>
public sealed partial class ModelHub : IDisposable
{
    private const int LongestListing = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HubTransport _transport;
    private readonly HubRetry _retry;

    /// <summary>Names the hub; nothing is asked of it yet.</summary>
    /// <param name="options">Which hub, and how patient to be.</param>
    /// <param name="time">Measures the waits between attempts.</param>
    /// <param name="random">Numbers from 0 to 1 for the jitter of the waits; null for half of it.</param>
    /// <exception cref="HubException">The token may not be sent to this address.</exception>
    public ModelHub(ModelHubOptions options, TimeProvider time, Func<double>? random = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Attempts is < 1 or > 20)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Attempts, "Attempts is 1 to 20.");
        }

        _transport = new HubTransport(options, time);
        _retry = new HubRetry(options, time, random ?? (() => 0.5));
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    /// <summary>Asks which of the needed files a model has, and its commit, so that a later change is not mixed in.</summary>
    /// <param name="name">NAME or OWNER/NAME.</param>
    /// <param name="revision">Branch, tag or commit; null for the latest.</param>
    /// <param name="waiting">Is told before each wait what for.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    internal async Task<HubListing> ListAsync(
        string name, string? revision, Action<string> waiting, CancellationToken cancellationToken)
    {
        var what = revision is null ? $"the model {name}" : $"the model {name} at {revision}";
        var path = revision is null ? $"api/models/{name}" : $"api/models/{name}/revision/{Uri.EscapeDataString(revision)}";
        var listing = await RetryAsync(() => DownloadAsync(path, what, cancellationToken), what, waiting, cancellationToken);
        try
        {
            using var parsed = JsonDocument.Parse(listing);
            var offered = parsed.RootElement.GetProperty("siblings").EnumerateArray()
                .Select(sibling => sibling.GetProperty("rfilename").GetString()).ToHashSet(StringComparer.Ordinal);
            var commit = parsed.RootElement.TryGetProperty("sha", out var sha) ? sha.GetString() : null;
            var files = ModelFiles.All.Where(offered.Contains).ToList();
            if (ModelFiles.Missing(files) is { } missing)
            {
                throw new HubException($"The model {name} at the hub lacks {missing}.");
            }

            return commit is not null && Commit().IsMatch(commit)
                ? new HubListing(name, commit, IsFixed: true, files)
                : new HubListing(name, revision ?? HubListing.Latest, IsFixed: false, files);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new HubException($"The hub's answer about {name} is not understood: {malformed.Message}", false, malformed);
        }
    }

    /// <summary>Fetches every file of the listing that is not in the folder yet.</summary>
    internal async Task FetchAsync(HubListing listing, string folder, Action<double, string> progress, CancellationToken cancellationToken)
    {
        var files = new List<HubFile>();
        foreach (var name in listing.Files)
        {
            files.Add(await RetryAsync(
                () => DescribeAsync(listing, name, cancellationToken), name, note => progress(0, note), cancellationToken));
        }

        var total = Math.Max(1, files.Sum(file => file.Length));
        long before = 0;
        foreach (var file in files)
        {
            var start = before;
            long there = 0;
            var download = new HubDownload(_transport, file, ModelFiles.Place(folder, file.Name));
            await _retry.RunAsync(
                async () =>
                {
                    await download.RunAsync(Report, cancellationToken);
                    return true;
                },
                () => there,
                wait => progress((double)(start + there) / total, Note(file.Name, wait)),
                cancellationToken);
            before += file.Length;

            void Report(long bytes)
            {
                there = bytes;
                progress((double)(start + bytes) / total, file.Name);
            }
        }
    }

    private static string Note(string what, TimeSpan wait) => $"{what}, again in {(long)Math.Ceiling(wait.TotalSeconds)} s";

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private Task<T> RetryAsync<T>(Func<Task<T>> attempt, string what, Action<string> waiting, CancellationToken cancellationToken) =>
        _retry.RunAsync(attempt, null, wait => waiting(Note(what, wait)), cancellationToken);

    private async Task<byte[]> DownloadAsync(string path, string what, CancellationToken cancellationToken)
    {
        using var response = await _transport.SendAsync(HttpMethod.Get, _transport.AddressOf(path), what, 0, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestListing, limit.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"The hub fell silent when asked for {what}.", isInterrupted: true, silent);
        }

        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    /// <summary>
    /// Length and checksum come from the hub itself: a redirect to a store carries them in X-Linked-Size and X-Linked-Etag, and the store's
    /// own answer would not.
    /// </summary>
    private async Task<HubFile> DescribeAsync(HubListing listing, string name, CancellationToken cancellationToken)
    {
        var address = _transport.AddressOf($"{listing.Name}/resolve/{Uri.EscapeDataString(listing.Revision)}/{name}");
        using var response = await _transport.SendAsync(HttpMethod.Head, address, name, 0, cancellationToken);
        var length = long.TryParse(Header(response, "X-Linked-Size"), NumberStyles.None, CultureInfo.InvariantCulture, out var linked)
            ? linked
            : response.Content.Headers.ContentLength ?? -1;
        var tag = Header(response, "X-Linked-Etag") ?? Header(response, "ETag") ?? "";
        var sha256 = Sha256().Match(tag) is { Success: true } found ? found.Value.ToLowerInvariant() : null;
        return length >= 0 && length <= ModelFiles.Limit(name)
            ? new HubFile(name, address, length, sha256, listing.IsFixed)
            : throw new HubException($"The hub announces {name} with {length} bytes; 0 to {ModelFiles.Limit(name)} are taken.");
    }

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z", RegexOptions.None, 1000)]
    private static partial Regex Commit();

    [GeneratedRegex(@"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])", RegexOptions.None, 1000)]
    private static partial Regex Sha256();
}
