namespace Footnote.Knowledge.Sources.Git;

/// <summary>A file of a commit; the hash is that of its content.</summary>
internal sealed record GitEntry(string Path, string Hash, long Size);
