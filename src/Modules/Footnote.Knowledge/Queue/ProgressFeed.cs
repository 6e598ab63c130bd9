using Footnote.Identity;
using Footnote.Platform.Http;

namespace Footnote.Knowledge.Queue;

/// <summary>
/// One caller's stream: first a snapshot, then what differs from it. A document that comes and ends between two looks is found by its
/// position; one that can no longer be read is reported as removed.
/// </summary>
internal sealed class ProgressFeed(Principal principal, ProgressReader documents, QueueReader queue, TimeProvider timeProvider)
{
    private readonly Dictionary<Guid, DocumentProgress> _known = [];
    private QueueState? _queue;
    private long _position;

    /// <summary>Whether anything is on its way, so that looking again soon makes sense.</summary>
    public bool IsBusy => _queue is { } state && state.Queued + state.Running > 0 || _known.Count > 0;

    public async Task SnapshotAsync(EventStreamWriter writer, CancellationToken cancellationToken)
    {
        _position = await documents.PositionAsync(principal, cancellationToken);
        _queue = await queue.ReadAsync(principal, cancellationToken);
        foreach (var document in Progress(await documents.OpenAsync(principal, cancellationToken)))
        {
            _known[document.Id] = document;
        }

        await writer.SendAsync("snapshot", new Snapshot(_queue, [.. _known.Values]), cancellationToken);
    }

    /// <summary>Sends what has changed since the last look; false when nothing has.</summary>
    public async Task<bool> SendChangesAsync(EventStreamWriter writer, CancellationToken cancellationToken)
    {
        var state = await queue.ReadAsync(principal, cancellationToken);
        var isNews = state != _queue;
        if (isNews)
        {
            _queue = state;
            await writer.SendAsync("queue", state, cancellationToken);
        }

        var open = Progress(await documents.OpenAsync(principal, cancellationToken));
        foreach (var document in open.Where(document => _known.GetValueOrDefault(document.Id) != document))
        {
            _known[document.Id] = document;
            await writer.SendAsync("document", document, cancellationToken);
            isNews = true;
        }

        var ended = await documents.EndedAsync(principal, _position, cancellationToken);
        _position = ended.Count > 0 ? ended[^1].Position : _position;
        await SendEndedAsync(writer, ended, cancellationToken);
        var vanished = _known.Keys.Except(open.Select(document => document.Id)).ToArray();
        if (vanished.Length > 0)
        {
            var found = await documents.FindAsync(principal, vanished, cancellationToken);
            await SendEndedAsync(writer, found, cancellationToken);
            await SendRemovedAsync(writer, vanished.Except(found.Select(row => row.Id)), cancellationToken);
        }

        return isNews || ended.Count + vanished.Length > 0;
    }

    private async Task SendEndedAsync(EventStreamWriter writer, IReadOnlyList<ProgressRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            await writer.SendAsync("document", row.ToProgress(perSecond: null, timeProvider.GetUtcNow()), cancellationToken);
            _known.Remove(row.Id);
        }
    }

    private async Task SendRemovedAsync(EventStreamWriter writer, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await writer.SendAsync("removed", new Removed(id), cancellationToken);
            _known.Remove(id);
        }
    }

    private List<DocumentProgress> Progress(IReadOnlyList<ProgressRow> rows)
    {
        var perSecond = _queue is { Paused: false, ServerPaused: false } state ? state.PerMinute / 60 : null;
        var now = timeProvider.GetUtcNow();
        return [.. rows.Select(row => row.ToProgress(perSecond, now))];
    }

    internal sealed record Snapshot(QueueState Queue, IReadOnlyList<DocumentProgress> Documents);

    internal sealed record Removed(Guid Id);
}
