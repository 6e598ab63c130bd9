using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Footnote.Chat.Streaming;

/// <summary>
/// The events of an answer that this server is generating. An event is stored before anyone sees it, so a reader that comes back to
/// another server never misses one. One writer, any number of readers.
/// </summary>
internal sealed class LiveStream(StreamOwner owner, EventStore store)
{
    private readonly Lock _lock = new();
    private readonly List<StreamEvent> _events = [];
    private readonly List<StreamEvent> _pending = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _isDraining;
    private Task _writing = Task.CompletedTask;

    public StreamOwner Owner => owner;

    public int LastNumber
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    /// <summary>Takes an event that is stored and shown soon; those that gather while another is being stored go together.</summary>
    public async Task WriteAsync(StreamEvent item, CancellationToken ct)
    {
        if (_writing.IsFaulted)
        {
            await _writing;
        }

        lock (_lock)
        {
            _pending.Add(item);
            if (_isDraining)
            {
                return;
            }

            _isDraining = true;
        }

        _writing = DrainAsync(ct);
    }

    /// <summary>Waits until everything written is stored and shown.</summary>
    public Task FlushAsync() => _writing;

    /// <summary>Numbers events that the caller stores itself; <see cref="Publish"/> shows them.</summary>
    public IReadOnlyList<StreamEvent> Number(IReadOnlyList<StreamEvent> events)
    {
        int last = LastNumber;
        return [.. events.Select((item, i) => item with { Number = last + i + 1 })];
    }

    public void Publish(IReadOnlyList<StreamEvent> stored)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _events.AddRange(stored);
            changed = _changed;
            _changed = NewSignal();
        }

        changed.TrySetResult();
    }

    /// <summary>The events after a number, as they come, up to the last one.</summary>
    public async IAsyncEnumerable<StreamEvent> ReadAsync(int after, [EnumeratorCancellation] CancellationToken ct)
    {
        int next = Math.Max(0, after);
        while (true)
        {
            StreamEvent[] ready;
            Task changed;
            lock (_lock)
            {
                ready = next < _events.Count ? [.. _events.Skip(next)] : [];
                changed = _changed.Task;
            }

            foreach (StreamEvent item in ready)
            {
                yield return item;
                if (item.IsLast)
                {
                    yield break;
                }
            }

            next += ready.Length;
            if (ready.Length == 0)
            {
                await changed.WaitAsync(ct);
            }
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        while (true)
        {
            List<StreamEvent> taken;
            lock (_lock)
            {
                if (_pending.Count == 0)
                {
                    _isDraining = false;
                    return;
                }

                taken = [.. _pending];
                _pending.Clear();
            }

            IReadOnlyList<StreamEvent> numbered = Number(Merged(taken));
            await store.AppendAsync(owner, numbered, ct);
            Publish(numbered);
        }
    }

    /// <summary>Pieces of text that wait together become one.</summary>
    private static List<StreamEvent> Merged(List<StreamEvent> events)
    {
        var merged = new List<StreamEvent>();
        foreach (StreamEvent item in events)
        {
            bool canJoin = item.Type == StreamEvent.Delta && merged is [.., { Type: StreamEvent.Delta }] && !IsRestart(item);
            if (canJoin)
            {
                merged[^1] = StreamEvent.Of(StreamEvent.Delta, Delta(merged[^1]) with { Text = Delta(merged[^1]).Text + Delta(item).Text });
            }
            else
            {
                merged.Add(item);
            }
        }

        return merged;
    }

    private static bool IsRestart(StreamEvent item) => Delta(item).Reset;

    private static DeltaData Delta(StreamEvent item) =>
        JsonSerializer.Deserialize<DeltaData>(item.Data, Platform.Http.JsonDefaults.Options)!;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
