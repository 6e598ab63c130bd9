using System.Runtime.InteropServices;

namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>A growing byte buffer.</summary>
internal sealed class ByteSink
{
    private byte[] _bytes;

    public ByteSink(int capacity = 1024)
    {
        _bytes = new byte[capacity];
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room for <paramref name="count"/> bytes, counted as written.</summary>
    public Span<byte> Take(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, checked((int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, Length + (long)count))));
        }

        var room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }

    public void WriteByte(byte value) => Take(1)[0] = value;

    /// <summary>Seven bits a byte, the lowest first; the high bit tells that more follow.</summary>
    public void WriteVariable(uint value)
    {
        if (_bytes.Length - Length < 5)
        {
            Take(5);
            Length -= 5;
        }

        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(Take(bytes.Length));
    }

    public void AlignTo(int boundary)
    {
        var rest = Length % boundary;
        if (rest > 0)
        {
            Take(boundary - rest).Clear();
        }
    }
}
