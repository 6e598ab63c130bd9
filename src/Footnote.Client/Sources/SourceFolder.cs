namespace Footnote.Client.Sources;

/// <summary>A folder of the server's machine.</summary>
/// <param name="Path">Its full path.</param>
public sealed record SourceFolder(string Path);
