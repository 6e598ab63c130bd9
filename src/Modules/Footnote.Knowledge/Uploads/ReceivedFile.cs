using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Uploads;

/// <summary>An upload that has arrived in full and has been recognised, but is not stored yet.</summary>
internal sealed record ReceivedFile(PendingObject Pending, long Size, byte[] Hash) : IAsyncDisposable
{
    public string? FileName { get; init; }

    public FileFormat Format { get; init; }

    /// <summary>The priority of its job, of <see cref="IngestionPriority"/>.</summary>
    public int Priority { get; init; } = IngestionPriority.Interactive;

    public UploadFields Fields { get; init; } = new();

    public ValueTask DisposeAsync() => Pending.DisposeAsync();
}
