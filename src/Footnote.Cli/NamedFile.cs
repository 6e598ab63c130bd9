namespace Footnote.Cli;

/// <summary>A file, and the name with folders under which it is uploaded.</summary>
internal sealed record NamedFile(string Path, string Name)
{
    /// <summary>The files that the paths name; those of a folder keep their path below it, the folder's own name first.</summary>
    public static IReadOnlyList<NamedFile> Expand(IEnumerable<string> paths)
    {
        var files = new List<NamedFile>();
        foreach (var path in paths)
        {
            var root = Directory.Exists(path) ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path).TrimEnd('/')) : null;
            foreach (var file in Uploads.Expand([path]))
            {
                var full = System.IO.Path.GetFullPath(file);
                files.Add(new NamedFile(
                    full, root is null ? System.IO.Path.GetFileName(full) : System.IO.Path.GetRelativePath(root, full)));
            }
        }

        return files;
    }
}
