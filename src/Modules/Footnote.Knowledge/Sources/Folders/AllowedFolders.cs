namespace Footnote.Knowledge.Sources.Folders;

/// <summary>The folders of the server's machine that the operator lets administrators read from.</summary>
internal sealed class AllowedFolders(IEnumerable<string> roots)
{
    private readonly string[] _roots = [.. roots.Select(root => Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))];

    /// <summary>The real path of an existing folder inside an allowed one; null for any other. Links are followed before the
    /// comparison.</summary>
    public string? Resolve(string path)
    {
        if (!Path.IsPathFullyQualified(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var real = RealPath.Of(path);
        return real is not null && Directory.Exists(real) && _roots.Any(root => IsInside(RealPath.Of(root) ?? root, real)) ? real : null;
    }

    public static bool IsInside(string root, string path) =>
        path == root || path.StartsWith(root.EndsWith('/') ? root : root + "/", StringComparison.Ordinal);
}
