using System.Runtime.CompilerServices;
using Footnote.Platform.Hosting;

namespace Footnote.Knowledge.Storage;

/// <summary>Objects as files of a folder, spread over subfolders. Written beside, flushed to the disk, then renamed into place.</summary>
internal sealed class FolderObjectStore(DataFolder folder, TimeProvider timeProvider) : IObjectStore
{
    public PendingObject Create()
    {
        var key = ObjectKey.Create(timeProvider.GetUtcNow());
        Directory.CreateDirectory(folder.Temporary);
        return new PendingFile(Path.Combine(folder.Temporary, key), PathOf(key), key);
    }

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<LocalFile?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return Task.FromResult(File.Exists(path) ? new LocalFile(path) : null);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (!Directory.Exists(folder.Objects))
        {
            yield break;
        }

        foreach (var file in new DirectoryInfo(folder.Objects).EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            MaxRecursionDepth = 1,
        }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ObjectKey.TryReadTime(file.Name, out var createdAt) && file.DirectoryName == Path.GetDirectoryName(PathOf(file.Name)))
            {
                yield return new StoredObject(file.Name, file.Length, createdAt);
            }
        }
    }

    /// <summary>Unfinished files lie in the temporary folder, which every start empties.</summary>
    public Task RemoveLeftoversAsync(DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    private string PathOf(string key)
    {
        ObjectKey.Check(key);

        // the last digits of an id of version 7 are random, the first are the time
        return Path.Combine(folder.Objects, key[^2..], key);
    }
}
