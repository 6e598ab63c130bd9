using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Footnote.Server.Embedding.Library;

/// <summary>A hub that speaks the Hugging Face protocol.</summary>
public sealed partial class ModelHub : IDisposable
{
    private const int MostHops = 5;
    private const long LongestListing = 16 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Uri _address;
    private readonly HttpClient _direct;
    private readonly HttpClient _following;

    /// <summary>Names the hub; nothing is asked of it yet.</summary>
    /// <param name="address">Where it answers, http or https.</param>
    public ModelHub(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        _address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        _direct = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Patience };
        _following = new HttpClient(new SocketsHttpHandler()) { Timeout = Patience, MaxResponseContentBufferSize = LongestListing };
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        _direct.Dispose();
        _following.Dispose();
    }

    /// <summary>Asks which of the needed files a model has, and its commit, so that a later change is not mixed in.</summary>
    internal async Task<HubListing> ListAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _following.GetAsync(new Uri(_address, $"api/models/{name}"), cancellationToken);
        Require(response, $"the model {name}");
        try
        {
            using var parsed = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var offered = parsed.RootElement.GetProperty("siblings").EnumerateArray()
                .Select(sibling => sibling.GetProperty("rfilename").GetString()).ToHashSet(StringComparer.Ordinal);
            var commit = parsed.RootElement.TryGetProperty("sha", out var sha) ? sha.GetString() : null;
            var files = ModelFiles.All.Where(offered.Contains).ToList();
            return ModelFiles.Missing(files) is { } missing
                ? throw new HubException($"The model {name} at the hub lacks {missing}.")
                : new HubListing(name, commit is not null && Commit().IsMatch(commit) ? commit : HubListing.Latest, files);
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
            files.Add(await DescribeAsync(listing, name, cancellationToken));
        }

        var total = Math.Max(1, files.Sum(file => file.Length));
        long before = 0;
        foreach (var file in files)
        {
            var start = before;
            var download = new HubDownload(_following, file, ModelFiles.Place(folder, file.Name));
            await download.RunAsync(there => progress((double)(start + there) / total, file.Name), cancellationToken);
            before += file.Length;
        }
    }

    /// <summary>
    /// Length and checksum come from the hub itself: a redirect to a store carries them in X-Linked-Size and X-Linked-Etag, and the store's
    /// own answer would not.
    /// </summary>
    private async Task<HubFile> DescribeAsync(HubListing listing, string name, CancellationToken cancellationToken)
    {
        var address = new Uri(_address, $"{listing.Name}/resolve/{listing.Revision}/{name}");
        var asked = address;
        for (var hop = 0; hop < MostHops; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, asked);
            using var response = await _direct.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var isRedirect = (int)response.StatusCode is >= 300 and < 400;
            var linkedSize = Header(response, "X-Linked-Size");
            if (isRedirect && linkedSize is null && response.Headers.Location is { } next)
            {
                asked = new Uri(asked, next);
                continue;
            }

            if (!isRedirect)
            {
                Require(response, name);
            }

            var length = long.TryParse(linkedSize, NumberStyles.None, CultureInfo.InvariantCulture, out var linked)
                ? linked
                : response.Content.Headers.ContentLength ?? -1;
            var tag = Header(response, "X-Linked-Etag") ?? Header(response, "ETag") ?? "";
            var sha256 = Sha256().Match(tag) is { Success: true } found ? found.Value.ToLowerInvariant() : null;
            return length >= 0 && length <= ModelFiles.Limit(name)
                ? new HubFile(name, address, length, sha256, listing.IsFixed)
                : throw new HubException($"The hub announces {name} with {length} bytes; 0 to {ModelFiles.Limit(name)} are taken.");
        }

        throw new HubException($"The hub redirects {name} more than {MostHops} times.");
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static void Require(HttpResponseMessage response, string what)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new HubException(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized
                ? $"The hub does not have {what}, or not for everybody ({(int)response.StatusCode})."
                : $"The hub answers {(int)response.StatusCode} when asked for {what}.");
        }
    }

    [GeneratedRegex(@"\A[0-9a-f]{7,64}\z", RegexOptions.None, 1000)]
    private static partial Regex Commit();

    [GeneratedRegex(@"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])", RegexOptions.None, 1000)]
    private static partial Regex Sha256();
}
