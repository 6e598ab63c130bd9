namespace Footnote.Web.Tests.Client;

/// <summary>Hands out at most <paramref name="step"/> bytes per read, as a slow network does.</summary>
internal sealed class TrickleStream(byte[] bytes, int step) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        => base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
}
