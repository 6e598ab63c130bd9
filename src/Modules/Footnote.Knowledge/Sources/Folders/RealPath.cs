namespace Footnote.Knowledge.Sources.Folders;

/// <summary>Paths with every link in them followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>Null when a part does not exist or the links go round in circles.</summary>
    public static string? Of(string path)
    {
        var rest = new Stack<string>(Parts(Path.GetFullPath(path)));
        var current = "/";
        var links = 0;
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(current, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is { } target)
            {
                if (++links > MostLinks)
                {
                    return null;
                }

                foreach (var piece in Parts(Path.GetFullPath(target, current)))
                {
                    rest.Push(piece);
                }

                current = "/";
            }
            else if (!info.Exists)
            {
                return null;
            }
            else
            {
                current = next;
            }
        }

        return current;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();
}
