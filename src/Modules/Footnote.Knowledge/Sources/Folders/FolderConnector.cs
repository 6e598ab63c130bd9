using System.Globalization;
using System.Runtime.CompilerServices;

namespace Footnote.Knowledge.Sources.Folders;

/// <summary>The files of a folder of this machine. Links are not followed and names with a leading dot are passed over.</summary>
internal sealed class FolderConnector(string path, AllowedFolders allowed, SourceScope scope) : ISourceConnector
{
    private const int BufferBytes = 64 * 1024;

    public async IAsyncEnumerable<SourceItem> ListAsync(SourceMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var root = Root();
        var open = new Stack<string>([root]);
        while (open.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            if (EntriesOf(folder) is not { } entries)
            {
                yield return folder == root
                    ? throw new SourceException(SourceFailures.FolderMissing())
                    : SourceItem.Failed(Reference(root, folder), SourceFailures.Unreadable()) with { IsGap = true };
                continue;
            }

            foreach (var entry in entries)
            {
                if (entry is DirectoryInfo)
                {
                    open.Push(entry.FullName);
                }
                else if (entry is FileInfo file && scope.Wants(Reference(root, file.FullName)))
                {
                    yield return ItemOf(root, file);
                }
            }
        }
    }

    public Task<SourceContent?> OpenAsync(SourceItem item, CancellationToken cancellationToken)
    {
        var root = Root();
        var file = Path.Combine(root, item.Reference);
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: 0 })
            {
                // also pipes and devices, which have no length and whose opening could block for ever
                throw new SourceException(SourceFailures.Empty());
            }

            var stream = new FileStream(
                file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, useAsync: true);
            if (IsElsewhere(stream, root))
            {
                // a part of the path became a link after the listing
                stream.Dispose();
                throw new SourceException(SourceFailures.Unreadable());
            }

            return Task.FromResult<SourceContent?>(new SourceContent(stream));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<SourceContent?>(null);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new SourceException(SourceFailures.Unreadable(), exception);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Root() => allowed.Resolve(path) ?? throw new SourceException(
        Directory.Exists(path) ? SourceFailures.FolderNotAllowed() : SourceFailures.FolderMissing());

    private static List<FileSystemInfo>? EntriesOf(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()
                .Where(entry => entry.LinkTarget is null && !entry.Name.StartsWith('.'))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsElsewhere(FileStream stream, string root)
    {
        var real = new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget;
        return real is not null && !AllowedFolders.IsInside(root, real);
    }

    private static SourceItem ItemOf(string root, FileInfo file)
    {
        var version = string.Create(CultureInfo.InvariantCulture, $"{file.Length}:{file.LastWriteTimeUtc.Ticks}");
        return new SourceItem(Reference(root, file.FullName), version) { FileName = file.Name };
    }

    private static string Reference(string root, string path) => Path.GetRelativePath(root, path);
}
