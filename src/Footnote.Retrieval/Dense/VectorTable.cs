namespace Footnote.Retrieval.Dense;

/// <summary>
/// The rows of an index: which id is in which slot, growth, and the reuse of slots once no search can see their old contents. All
/// members that change something are for the one writer; the others are safe at any time.
/// </summary>
internal sealed unsafe class VectorTable : IDisposable
{
    private const int FirstCapacity = 64;
    private readonly VectorIndexOptions _options;
    private readonly StoreLayout _layout;
    private readonly MappedScratchFile? _vectorFile;
    private readonly Queue<(long Epoch, MemoryBlock Block)> _retiredBlocks = new();
    private readonly Queue<(long Epoch, int Slot)> _retiredSlots = new();
    private VectorStore _store;
    private int _used;
    private int _upperUsed;
    private int _count;
    private float _maxResidual;
    private float _maxLength;

    public VectorTable(VectorIndexOptions options)
        : this(options, null)
    {
    }

    /// <summary>Takes over a generation that was read from a snapshot, or begins an empty one.</summary>
    public VectorTable(VectorIndexOptions options, LoadedStore? loaded)
    {
        _options = options;
        _layout = loaded?.Store.Layout ?? new StoreLayout(options);
        Gate = new EpochGate(() => new SearchScratch(options.Dimensions, _layout));
        _store = loaded?.Store ?? new VectorStore(_layout, 0, new MemoryBlock?[StoreLayout.Parts]);
        if (options.VectorFile is { } path && options.Storage == VectorStorage.Int8)
        {
            _vectorFile = new MappedScratchFile(path);
        }

        if (loaded is not null)
        {
            Adopt(loaded);
        }
    }

    public EpochGate Gate { get; }

    public IdMap Slots { get; } = new();

    /// <summary>The current memory. Read <see cref="Used"/> first when both are needed: the memory never shrinks.</summary>
    public VectorStore Store => Volatile.Read(ref _store);

    /// <summary>One more than the highest slot ever used.</summary>
    public int Used => Volatile.Read(ref _used);

    /// <summary>Live vectors.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Rows of upper links in use.</summary>
    public int UpperUsed => _upperUsed;

    /// <summary>The largest quantisation error of any row so far, as a length.</summary>
    public float MaxResidual => Volatile.Read(ref _maxResidual);

    /// <summary>The largest length of any row so far.</summary>
    public float MaxLength => Volatile.Read(ref _maxLength);

    public bool HasGraphParts => _store.Levels is not null;

    /// <summary>Makes room for slots up to <paramref name="capacity"/>; searches go on in the memory they began with.</summary>
    public void Reserve(int capacity, bool exactly = false)
    {
        if (capacity > _store.Capacity)
        {
            var roomy = exactly ? capacity : Math.Max((long)_store.Capacity * 3 / 2, FirstCapacity);
            Rebuild((int)Math.Min(Math.Max(roomy, capacity), Array.MaxLength), HasGraphParts, _store.UpperCapacity);
        }
    }

    /// <summary>Adds the arrays of the graph, with no node in it.</summary>
    public void AddGraphParts()
    {
        if (HasGraphParts)
        {
            return;
        }

        Rebuild(Math.Max(_store.Capacity, FirstCapacity), graph: true, FirstCapacity / 8);
        for (var slot = 0; slot < _used; slot++)
        {
            ClearNode(slot);
        }
    }

    /// <summary>Makes room for another <paramref name="rows"/> rows of upper links and returns the first.</summary>
    public int TakeUpperRows(int rows)
    {
        ReserveUpperRows(rows);
        var first = _upperUsed;
        _upperUsed += rows;
        var links = _store.UpperLinks + ((long)first * _layout.M);
        new Span<int>(links, rows * _layout.M).Fill(-1);
        return first;
    }

    public void ReserveUpperRows(int rows)
    {
        if (_upperUsed + rows > _store.UpperCapacity)
        {
            Rebuild(_store.Capacity, graph: true, Math.Max(_upperUsed + rows, _store.UpperCapacity * 3 / 2));
        }
    }

    /// <summary>
    /// Writes a vector into a slot that no search can see and returns the slot. It is not live before <see cref="Publish"/>.
    /// </summary>
    public int Write(ReadOnlySpan<float> vector)
    {
        ReleaseRetired();
        var slot = TakeSlot();
        var store = _store;
        var values = store.Vectors + ((long)slot * _layout.FloatStride);
        var row = new Span<float>(values, _layout.FloatStride);
        row.Clear();
        var length = VectorMath.Normalize(vector, row[..vector.Length], _options.Metric);
        Volatile.Write(ref _maxLength, MathF.Max(_maxLength, length));
        if (store.Codes is not null)
        {
            var codes = store.Codes + ((long)slot * _layout.CodeStride);
            new Span<sbyte>(codes, _layout.CodeStride).Clear();
            store.Scales[slot] = Int8Quantizer.Encode(values, _layout.FloatStride, codes, out var residual);
            Volatile.Write(ref _maxResidual, MathF.Max(_maxResidual, residual));
        }

        return slot;
    }

    /// <summary>Makes a written slot live: scans may return it from now on.</summary>
    public void Publish(int slot, int id)
    {
        Volatile.Write(ref _store.Ids[slot], id);
        if (slot == _used)
        {
            Volatile.Write(ref _used, slot + 1);
        }
    }

    /// <summary>Makes a live slot the one of its id and kills the slot the id had before; returns that slot, or -1.</summary>
    public int Bind(int id, int slot)
    {
        var old = Slots.Find(id);
        Slots.Set(id, slot);
        if (old >= 0)
        {
            Volatile.Write(ref _store.Ids[old], -1 - id);
        }
        else
        {
            Volatile.Write(ref _count, _count + 1);
        }

        return old;
    }

    /// <summary>Kills an id; returns the slot it had, or -1.</summary>
    public int Unbind(int id)
    {
        var slot = Slots.Find(id);
        if (slot >= 0)
        {
            Slots.Set(id, -1);
            Volatile.Write(ref _store.Ids[slot], -1 - id);
            Volatile.Write(ref _count, _count - 1);
        }

        return slot;
    }

    /// <summary>Copies the vector of an id; false when it has none.</summary>
    public bool TryCopy(int id, Span<float> destination)
    {
        var slot = Slots.Find(id);
        if (slot < 0)
        {
            return false;
        }

        new ReadOnlySpan<float>(Store.Vectors + ((long)slot * _layout.FloatStride), destination.Length).CopyTo(destination);
        return true;
    }

    /// <summary>Hands back dead slots that nothing refers to any more; they are reused when no search that saw them runs.</summary>
    public void Retire(ReadOnlySpan<int> slots)
    {
        var epoch = Gate.Advance();
        foreach (var slot in slots)
        {
            _retiredSlots.Enqueue((epoch, slot));
        }
    }

    /// <summary>The bytes of the arrays and the id pages; <paramref name="resident"/> tells owned memory from mapped files.</summary>
    public long Bytes(bool resident) => _store.Bytes(resident) + (resident ? Slots.Bytes : 0);

    public void Dispose()
    {
        _store.Dispose();
        while (_retiredBlocks.TryDequeue(out var retired))
        {
            retired.Block.Dispose();
        }

        _vectorFile?.Dispose();
    }

    private void Adopt(LoadedStore loaded)
    {
        _used = loaded.Used;
        _upperUsed = loaded.UpperUsed;
        _maxResidual = loaded.MaxResidual;
        _maxLength = loaded.MaxLength;
        for (var slot = 0; slot < _used; slot++)
        {
            if (_store.Ids[slot] is var id and >= 0)
            {
                if (Slots.Find(id) >= 0)
                {
                    throw new InvalidDataException($"The snapshot holds id {id} twice.");
                }

                Slots.Set(id, slot);
                _count++;
            }
        }
    }

    private int TakeSlot()
    {
        if (_retiredSlots.TryPeek(out var retired) && retired.Epoch <= Gate.Oldest())
        {
            return _retiredSlots.Dequeue().Slot;
        }

        Reserve(_used + 1);
        _store.Ids[_used] = StoreLayout.NoId;
        if (HasGraphParts)
        {
            ClearNode(_used);
        }

        return _used;
    }

    private void ClearNode(int slot)
    {
        _store.Levels[slot] = StoreLayout.NotInGraph;
        _store.UpperOffsets[slot] = 0;
        new Span<int>(_store.Row(slot, 0, out var width), width).Fill(-1);
    }

    private void Rebuild(int capacity, bool graph, int upperCapacity)
    {
        var old = _store;
        var blocks = new MemoryBlock?[StoreLayout.Parts];
        try
        {
            for (var part = StorePart.Codes; part <= StorePart.UpperLinks; part++)
            {
                blocks[(int)part] = Grow(part, old, part == StorePart.UpperLinks ? upperCapacity : capacity, graph);
            }
        }
        catch
        {
            DisposeNew(blocks, old);
            throw;
        }

        Volatile.Write(ref _store, new VectorStore(_layout, capacity, blocks));
        var epoch = Gate.Advance();
        for (var part = StorePart.Codes; part <= StorePart.UpperLinks; part++)
        {
            if (old.Block(part) is { } block && block != blocks[(int)part])
            {
                _retiredBlocks.Enqueue((epoch, block));
            }
        }

        ReleaseRetired();
    }

    private MemoryBlock? Grow(StorePart part, VectorStore old, int rows, bool graph)
    {
        var rowBytes = _layout.RowBytes(part);
        if (rowBytes == 0 || (StoreLayout.IsGraph(part) && !graph))
        {
            return null;
        }

        var bytes = (long)rows * rowBytes;
        var before = old.Block(part);
        if (before is not null && before.Length >= bytes)
        {
            return before;
        }

        var inFile = part == StorePart.Vectors && _vectorFile is not null;
        var sameBytes = inFile && before is not null && _vectorFile!.Holds(before);
        var block = inFile ? _vectorFile!.Map(bytes) : new NativeBlock(bytes);
        if (before is not null && !sameBytes)
        {
            var used = (part == StorePart.UpperLinks ? _upperUsed : _used) * (long)rowBytes;
            Buffer.MemoryCopy(before.Pointer, block.Pointer, block.Length, used);
        }

        return block;
    }

    private void ReleaseRetired()
    {
        if (_retiredBlocks.Count > 0)
        {
            var oldest = Gate.Oldest();
            while (_retiredBlocks.TryPeek(out var retired) && retired.Epoch <= oldest)
            {
                _retiredBlocks.Dequeue().Block.Dispose();
            }
        }
    }

    private static void DisposeNew(MemoryBlock?[] blocks, VectorStore old)
    {
        foreach (var block in blocks)
        {
            if (block is not null && !Enumerable.Range(0, StoreLayout.Parts).Any(part => old.Block((StorePart)part) == block))
            {
                block.Dispose();
            }
        }
    }
}
