namespace Footnote.Knowledge.Storage.S3;

/// <summary>An answer whose body is still on its way. Disposing it gives up the connection.</summary>
internal sealed class S3Content(Stream body, long length, string eTag, IDisposable response) : IDisposable
{
    public Stream Body { get; } = body;

    /// <summary>Bytes that follow from the place that was asked for.</summary>
    public long Length { get; } = length;

    public string ETag { get; } = eTag;

    public void Dispose() => response.Dispose();
}
