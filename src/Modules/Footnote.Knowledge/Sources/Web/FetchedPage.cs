using System.Net;

namespace Footnote.Knowledge.Sources.Web;

/// <summary>An answer. With status 200 and a wanted media type its body lies in a file that goes when this is disposed.</summary>
internal sealed record FetchedPage(Uri Address, HttpStatusCode Status) : IDisposable
{
    public string MediaType { get; init; } = string.Empty;

    public string? ETag { get; init; }

    public string? LastModified { get; init; }

    /// <summary>Directives of X-Robots-Tag.</summary>
    public string Robots { get; init; } = string.Empty;

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect leads that was not to be followed.</summary>
    public Uri? Elsewhere { get; init; }

    /// <summary>Null when there is no body or it was not wanted.</summary>
    public string? Path { get; init; }

    public byte[] Hash { get; init; } = [];

    public void Dispose()
    {
        if (Path is not null)
        {
            File.Delete(Path);
        }
    }
}
