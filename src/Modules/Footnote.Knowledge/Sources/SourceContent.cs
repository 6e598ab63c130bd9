namespace Footnote.Knowledge.Sources;

/// <summary>The bytes of an item, with what is known about it only after it was opened.</summary>
internal sealed class SourceContent(Stream stream) : IAsyncDisposable
{
    public Stream Stream { get; } = stream;

    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
