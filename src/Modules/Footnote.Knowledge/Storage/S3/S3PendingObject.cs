namespace Footnote.Knowledge.Storage.S3;

/// <summary>An object that is gathered in a local file and sent by the commit.</summary>
internal sealed class S3PendingObject : PendingObject
{
    private readonly S3Bucket _bucket;
    private readonly string _name;
    private readonly FileStream _stream;
    private CommitState _state;

    public S3PendingObject(S3Bucket bucket, string name, string key, string path)
    {
        _bucket = bucket;
        _name = name;
        Key = key;
        Path = path;
        _stream = TemporaryFile.Create(path);
    }

    private enum CommitState
    {
        None,
        Begun,
        Done,
    }

    public override Stream Stream => _stream;

    public override string Path { get; }

    public override string Key { get; }

    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _stream.DisposeAsync();
        cancellationToken.ThrowIfCancellationRequested();
        _state = CommitState.Begun;
        await _bucket.PutAsync(_name, Path, cancellationToken);
        _state = CommitState.Done;
        File.Delete(Path);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        finally
        {
            File.Delete(Path);
        }

        if (_state == CommitState.Begun)
        {
            await RemoveUncertainAsync();
        }
    }

    /// <summary>The store may have kept the object although the answer never came.</summary>
    private async Task RemoveUncertainAsync()
    {
        try
        {
            await _bucket.DeleteAsync(_name, CancellationToken.None);
        }
        catch (ObjectStoreException)
        {
            // the diagnosis finds objects without a document
        }
    }
}
