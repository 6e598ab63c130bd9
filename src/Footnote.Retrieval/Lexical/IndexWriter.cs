using Footnote.Retrieval.Lexical.Search;
using Footnote.Retrieval.Lexical.Segments;

namespace Footnote.Retrieval.Lexical;

/// <summary>The writing side of the index: buffers documents, cuts and merges segments, publishes snapshots.</summary>
internal sealed class IndexWriter : IDisposable
{
    private const int Buffered = 0;

    private readonly Lock _lock = new();
    private readonly LexicalIndexOptions _options;
    private readonly List<SegmentSlot> _slots = [];

    // where the newest version of each id is: serial of the segment (0 for the buffer), number in it
    private readonly Dictionary<int, (int Serial, int Document)> _locations = [];
    private readonly Dictionary<int, SegmentSlot> _bySerial = [];
    private SegmentBuilder _builder;
    private volatile IndexSnapshot _current = IndexSnapshot.Empty;
    private int _lastSerial;
    private Task _merging = Task.CompletedTask;
    private volatile bool _isDisposed;

    public IndexWriter(LexicalIndexOptions options, IReadOnlyList<SegmentView> segments)
    {
        _options = options;
        _builder = new SegmentBuilder(options);
        foreach (var view in segments)
        {
            AddSlot(new SegmentSlot(++_lastSerial, view.Segment, view.Live), _slots.Count);
        }

        CommitSlots();
    }

    public IndexSnapshot Current
    {
        get
        {
            var current = _current;
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(LexicalIndex));
            return current;
        }
    }

    public void Upsert(LexicalDocument document)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(LexicalIndex));
            DeleteCurrent(document.Id);
            _locations[document.Id] = (Buffered, _builder.Add(document));
            if (_builder.IsFull)
            {
                CutSegment();
            }
        }
    }

    public bool Delete(int id)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(LexicalIndex));
            return DeleteCurrent(id);
        }
    }

    public void Commit()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(LexicalIndex));
            CutSegment();
            CommitSlots();
            if (_options.MergesInBackground)
            {
                StartMerge();
            }
        }
    }

    public void Optimize()
    {
        for (var isStarted = false; ;)
        {
            Task running;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, typeof(LexicalIndex));
                running = _merging;
                if (running.IsCompleted && isStarted)
                {
                    return;
                }

                if (running.IsCompleted)
                {
                    CutSegment();
                    CommitSlots();
                    if (_slots.Count == 0 || (_slots.Count == 1 && _slots[0].LiveCount == _slots[0].Segment.Documents))
                    {
                        return;
                    }

                    Start(0, _slots.Count);
                    running = _merging;
                    isStarted = true;
                }
            }

            Wait(running, isStarted);
        }
    }

    public void Dispose()
    {
        Task merging;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            merging = _merging;
        }

        Wait(merging, throws: false);
        foreach (var slot in _slots)
        {
            slot.Segment.File?.Dispose();
        }

        _current = IndexSnapshot.Empty;
    }

    /// <summary>Waits for a merge; one that failed leaves the index as it was, which concerns only who asked for it.</summary>
    private static void Wait(Task merging, bool throws)
    {
        if (throws)
        {
            merging.GetAwaiter().GetResult();
        }
        else
        {
            _ = Task.WhenAny(merging).GetAwaiter().GetResult();
        }
    }

    private bool DeleteCurrent(int id)
    {
        if (!_locations.Remove(id, out var location))
        {
            return false;
        }

        if (location.Serial == Buffered)
        {
            _builder.Delete(location.Document);
        }
        else
        {
            _bySerial[location.Serial].Delete(location.Document);
        }

        return true;
    }

    private void CutSegment()
    {
        if (_builder.Count == 0)
        {
            return;
        }

        var image = _builder.Build();
        _builder = new SegmentBuilder(_options);
        if (image is not null)
        {
            AddSlot(new SegmentSlot(++_lastSerial, new IndexSegment(image)), _slots.Count);
        }
    }

    private unsafe void AddSlot(SegmentSlot slot, int at)
    {
        _slots.Insert(at, slot);
        _bySerial[slot.Serial] = slot;
        for (var document = 0; document < slot.Segment.Documents; document++)
        {
            if (slot.IsLive(document))
            {
                _locations[slot.Segment.Ids[document]] = (slot.Serial, document);
            }
        }
    }

    private void CommitSlots()
    {
        for (var i = _slots.Count - 1; i >= 0; i--)
        {
            if (_slots[i].LiveCount == 0)
            {
                _bySerial.Remove(_slots[i].Serial);
                _slots.RemoveAt(i);
            }
            else
            {
                _slots[i].Commit();
            }
        }

        Publish();
    }

    /// <summary>Makes a snapshot of what is committed.</summary>
    private void Publish()
    {
        var views = new List<SegmentView>(_slots.Count);
        var first = 0;
        foreach (var slot in _slots.Where(slot => slot.IsCommitted))
        {
            views.Add(new SegmentView(slot.Segment, slot.Published, slot.PublishedCount, first));
            first += slot.Segment.Documents;
        }

        _current = new IndexSnapshot([.. views]);
    }

    private void StartMerge()
    {
        if (!_merging.IsCompleted)
        {
            return;
        }

        var sizes = _slots.FindAll(slot => slot.IsCommitted).ConvertAll(slot => slot.Size);
        var (first, count) = MergePolicy.Choose(sizes, _options.MergeFactor);
        if (count > 0)
        {
            Start(first, count);
        }
    }

    private void Start(int first, int count)
    {
        var sources = _slots.GetRange(first, count);
        ulong[]?[] live = [.. sources.Select(slot => slot.Published)];
        _merging = Task.Run(() => Merge(sources, live));
    }

    private void Merge(List<SegmentSlot> sources, ulong[]?[] live)
    {
        var merger = new SegmentMerger(_options, [.. sources.Select(slot => slot.Segment)], live);
        var image = merger.Merge();
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            Replace(sources, image is null ? null : new IndexSegment(image), merger.NewNumbers);
            _merging = Task.CompletedTask;
            if (_options.MergesInBackground)
            {
                StartMerge();
            }
        }
    }

    /// <summary>
    /// Puts the merged segment in the place of its sources. What was deleted meanwhile is deleted in it, too; deletes that are not
    /// committed yet stay out of the snapshot.
    /// </summary>
    private void Replace(List<SegmentSlot> sources, IndexSegment? merged, int[][] newNumbers)
    {
        var at = _slots.FindIndex(sources.Contains);
        if (at < 0)
        {
            return;
        }

        _slots.RemoveAll(sources.Contains);
        foreach (var source in sources)
        {
            _bySerial.Remove(source.Serial);
        }

        if (merged is not null)
        {
            var slot = new SegmentSlot(++_lastSerial, merged);
            DeleteWhere(slot, sources, newNumbers, static (source, document) => !source.IsPublishedLive(document));
            slot.Commit();
            DeleteWhere(slot, sources, newNumbers, static (source, document) => !source.IsLive(document));
            AddSlot(slot, at);
        }

        Publish();
    }

    private static void DeleteWhere(
        SegmentSlot slot, List<SegmentSlot> sources, int[][] newNumbers, Func<SegmentSlot, int, bool> isDeleted)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            for (var document = 0; document < newNumbers[i].Length; document++)
            {
                if (newNumbers[i][document] >= 0 && isDeleted(sources[i], document))
                {
                    slot.Delete(newNumbers[i][document]);
                }
            }
        }
    }
}
