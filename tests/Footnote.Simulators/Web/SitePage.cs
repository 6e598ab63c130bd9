using System.Text;

namespace Footnote.Simulators.Web;

/// <summary>What an address of the simulated site answers.</summary>
public sealed record SitePage(byte[] Body, string ContentType)
{
    public int Status { get; init; } = 200;

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    public string? Location { get; init; }

    public string? RobotsTag { get; init; }

    /// <summary>Seconds for Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Whether the body comes without an announced length and never ends.</summary>
    public bool IsEndless { get; init; }

    /// <summary>Whether nothing is answered until the caller gives up.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Whether the connection breaks after half of the body.</summary>
    public bool IsCut { get; init; }

    public static SitePage Html(string title, string body, string head = "") => new(
        Encoding.UTF8.GetBytes($"<!doctype html><html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>"),
        "text/html; charset=utf-8");

    public static SitePage Text(string text, string contentType = "text/plain") => new(Encoding.UTF8.GetBytes(text), contentType);

    public static SitePage Redirect(string location, int status = 302) => new([], "text/plain") { Status = status, Location = location };

    public static SitePage Error(int status) => new([], "text/plain") { Status = status };
}
