namespace Footnote.Knowledge.Storage;

/// <summary>A local file with an object's bytes; disposing it gives up whatever was made for it.</summary>
internal sealed class LocalFile(string path, Action? release = null) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose() => release?.Invoke();
}
