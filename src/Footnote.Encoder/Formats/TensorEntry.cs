namespace Footnote.Encoder.Formats;

/// <summary>
/// Where one tensor lies in its file. <paramref name="Offset"/> counts from the start of the file, <paramref name="Length"/> is in bytes.
/// </summary>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Offset, long Length)
{
    public int ElementSize => Type == TensorType.F32 ? 4 : 2;

    public string ShapeText => "[" + string.Join(", ", Shape) + "]";
}
