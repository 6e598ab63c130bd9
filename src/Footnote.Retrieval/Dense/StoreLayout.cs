namespace Footnote.Retrieval.Dense;

/// <summary>The widths of the rows of a <see cref="VectorStore"/>.</summary>
internal sealed class StoreLayout
{
    public const int Parts = 8;
    public const int NoId = int.MinValue;
    public const byte NotInGraph = 255;

    public StoreLayout(VectorIndexOptions options)
    {
        Storage = options.Storage;
        M = options.M;
        BottomWidth = 2 * M;
        CodeStride = RoundUp(options.Dimensions, Int8Kernels.RowAlignment);
        FloatStride = RoundUp(options.Dimensions, FloatKernels.RowAlignment);
    }

    public VectorStorage Storage { get; }

    public int M { get; }

    /// <summary>Links of a node in the bottom layer: 2 M, as the paper advises.</summary>
    public int BottomWidth { get; }

    public int CodeStride { get; }

    public int FloatStride { get; }

    /// <summary>The bytes of one row of a part; 0 when the storage does without it.</summary>
    public int RowBytes(StorePart part) => part switch
    {
        StorePart.Codes => Storage == VectorStorage.Int8 ? CodeStride : 0,
        StorePart.Scales => Storage == VectorStorage.Int8 ? sizeof(float) : 0,
        StorePart.Vectors => FloatStride * sizeof(float),
        StorePart.Ids => sizeof(int),
        StorePart.Levels => sizeof(byte),
        StorePart.Links => BottomWidth * sizeof(int),
        StorePart.UpperOffsets => sizeof(int),
        StorePart.UpperLinks => M * sizeof(int),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    /// <summary>Whether the part exists only once there is a graph.</summary>
    public static bool IsGraph(StorePart part) => part >= StorePart.Levels;

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
