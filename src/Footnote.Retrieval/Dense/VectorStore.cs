namespace Footnote.Retrieval.Dense;

/// <summary>
/// One generation of the index's memory, addressed by slot. Growing makes a new generation; a search keeps the one it began with. All
/// fields but the contents behind the pointers are constant.
/// </summary>
internal sealed unsafe class VectorStore : IDisposable
{
    private readonly MemoryBlock?[] _blocks;

    public VectorStore(StoreLayout layout, int capacity, MemoryBlock?[] blocks)
    {
        Layout = layout;
        Capacity = capacity;
        _blocks = blocks;
        Codes = (sbyte*)At(StorePart.Codes);
        Scales = (float*)At(StorePart.Scales);
        Vectors = (float*)At(StorePart.Vectors);
        Ids = (int*)At(StorePart.Ids);
        Levels = (byte*)At(StorePart.Levels);
        Links = (int*)At(StorePart.Links);
        UpperOffsets = (int*)At(StorePart.UpperOffsets);
        UpperLinks = (int*)At(StorePart.UpperLinks);
    }

    public StoreLayout Layout { get; }

    /// <summary>How many slots there is room for.</summary>
    public int Capacity { get; }

    /// <summary>int8 codes, [slot, CodeStride]; null with float32 storage.</summary>
    public sbyte* Codes { get; }

    /// <summary>What a code is multiplied with, [slot]; null with float32 storage.</summary>
    public float* Scales { get; }

    /// <summary>The vectors, [slot, FloatStride], of unit length when the metric is cosine.</summary>
    public float* Vectors { get; }

    /// <summary>The caller's id of a live slot; -1 - id of one that is dead; <see cref="StoreLayout.NoId"/> of one never used.</summary>
    public int* Ids { get; }

    /// <summary>The highest layer of a node, or <see cref="StoreLayout.NotInGraph"/>.</summary>
    public byte* Levels { get; }

    /// <summary>Bottom-layer links, [slot, 2 M], ended by -1 when fewer.</summary>
    public int* Links { get; }

    /// <summary>The first row in <see cref="UpperLinks"/> of a node whose level is not 0.</summary>
    public int* UpperOffsets { get; }

    /// <summary>Links of the layers above the bottom, [row, M], ended by -1 when fewer.</summary>
    public int* UpperLinks { get; }

    /// <summary>How many rows of upper links there is room for.</summary>
    public int UpperCapacity => (int)((_blocks[(int)StorePart.UpperLinks]?.Length ?? 0) / Layout.RowBytes(StorePart.UpperLinks));

    public MemoryBlock? Block(StorePart part) => _blocks[(int)part];

    /// <summary>The links of a node in one layer; <paramref name="width"/> is how many there can be.</summary>
    public int* Row(int slot, int level, out int width)
    {
        if (level == 0)
        {
            width = Layout.BottomWidth;
            return Links + ((long)slot * width);
        }

        width = Layout.M;
        return UpperLinks + ((UpperOffsets[slot] + level - 1L) * width);
    }

    public long Bytes(bool resident)
    {
        var bytes = 0L;
        foreach (var block in _blocks)
        {
            bytes += block is not null && block.IsResident == resident ? block.Length : 0;
        }

        return bytes;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block?.Dispose();
        }
    }

    private byte* At(StorePart part) => Block(part) is { } block ? block.Pointer : null;
}
