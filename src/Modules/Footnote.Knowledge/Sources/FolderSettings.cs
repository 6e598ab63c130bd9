namespace Footnote.Knowledge.Sources;

/// <summary>A folder of the server's machine.</summary>
internal sealed record FolderSettings
{
    public string Path { get; init; } = string.Empty;
}
