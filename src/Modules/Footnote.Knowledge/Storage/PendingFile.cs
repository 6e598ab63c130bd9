namespace Footnote.Knowledge.Storage;

/// <summary>A file on its way into the folder store.</summary>
internal sealed class PendingFile : PendingObject
{
    private readonly FileStream _stream;
    private readonly string _target;
    private bool _isCommitted;

    public PendingFile(string temporary, string target, string key)
    {
        Path = temporary;
        _target = target;
        Key = key;
        _stream = TemporaryFile.Create(temporary);
    }

    public override Stream Stream => _stream;

    public override string Path { get; }

    public override string Key { get; }

    public override Task CommitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        var folder = System.IO.Path.GetDirectoryName(_target) ?? throw new InvalidOperationException("The target has no folder.");
        Directory.CreateDirectory(folder);
        File.Move(Path, _target);
        DirectorySync.Flush(folder);
        _isCommitted = true;
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        finally
        {
            if (!_isCommitted)
            {
                File.Delete(Path);
            }
        }
    }
}
