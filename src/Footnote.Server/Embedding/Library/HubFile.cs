namespace Footnote.Server.Embedding.Library;

/// <summary>
/// What a hub announces of a file: its length, its SHA-256 in hexadecimal where the hub knows it, and whether the address names a commit.
/// </summary>
internal sealed record HubFile(string Name, Uri Address, long Length, string? Sha256, bool IsFixed);
