using Footnote.Platform.Hosting;

namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// Who this server is across restarts. One server runs per data folder, so leases in this name that a starting server finds are its own,
/// left by a run that died: they can be taken over at once.
/// </summary>
internal sealed class NodeIdentity(DataFolder folder, TimeProvider timeProvider)
{
    private readonly Lock _lock = new();
    private Guid? _id;

    public Guid Id
    {
        get
        {
            lock (_lock)
            {
                return _id ??= ReadOrCreate();
            }
        }
    }

    private Guid ReadOrCreate()
    {
        var path = Path.Combine(folder.Root, "node.id");
        if (File.Exists(path) && Guid.TryParse(File.ReadAllText(path), out var known))
        {
            return known;
        }

        var id = Guid.CreateVersion7(timeProvider.GetUtcNow());
        Directory.CreateDirectory(folder.Root);
        File.WriteAllText(path, id.ToString("D"));
        return id;
    }
}
