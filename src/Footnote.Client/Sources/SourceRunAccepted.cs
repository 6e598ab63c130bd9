namespace Footnote.Client.Sources;

/// <summary>A run was asked for.</summary>
/// <param name="StatusUrl">Where it will show.</param>
public sealed record SourceRunAccepted(string StatusUrl);
