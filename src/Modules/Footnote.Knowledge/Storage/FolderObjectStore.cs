using Footnote.Platform.Hosting;

namespace Footnote.Knowledge.Storage;

/// <summary>Objects as files of a folder, spread over subfolders. Written beside, flushed to the disk, then renamed into place.</summary>
internal sealed class FolderObjectStore(DataFolder folder, TimeProvider timeProvider) : IObjectStore
{
    public PendingObject Create()
    {
        var key = Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("n");
        Directory.CreateDirectory(folder.Temporary);
        return new PendingFile(System.IO.Path.Combine(folder.Temporary, key), PathOf(key), key);
    }

    public Stream? OpenRead(string key)
    {
        var path = PathOf(key);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: true) : null;
    }

    public Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return Task.FromResult(File.Exists(path) ? new LocalFile(path) : null);
    }

    public void Delete(string key)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private string PathOf(string key)
    {
        if (!Guid.TryParseExact(key, "n", out _))
        {
            throw new ArgumentException("This is no key of the object store.", nameof(key));
        }

        // the last digits of an id of version 7 are random, the first are the time
        return System.IO.Path.Combine(folder.Objects, key[^2..], key);
    }
}
