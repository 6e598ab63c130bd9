using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Resumable;

/// <summary>Reads objects one behind the other.</summary>
internal sealed class PartsStream(IObjectStore store, IReadOnlyList<string> keys) : ReadOnlyStream
{
    private int _next;
    private Stream? _current;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_current is not null || _next < keys.Count)
        {
            _current ??= await store.OpenReadAsync(keys[_next++], cancellationToken)
                ?? throw new FileNotFoundException("A piece of the upload is no longer in the object store.");
            var read = await _current.ReadAsync(buffer, cancellationToken);
            if (read > 0)
            {
                return read;
            }

            await _current.DisposeAsync();
            _current = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
        }

        base.Dispose(disposing);
    }
}
