namespace Footnote.Simulators.Web;

/// <summary>A request that the simulated site got.</summary>
public sealed record SiteRequest(
    string Path, string? IfNoneMatch, string? IfModifiedSince, string UserAgent, string? Authorization, int Status);
