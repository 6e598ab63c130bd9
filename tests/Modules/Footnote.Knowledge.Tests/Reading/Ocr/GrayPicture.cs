using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Tests.Reading.Ocr;

/// <summary>A picture in shades of grey, one byte a pixel.</summary>
internal sealed record GrayPicture(int Width, int Height, byte[] Pixels)
{
    public static GrayPicture Parse(byte[] pgm)
    {
        var head = Encoding.ASCII.GetString(pgm, 0, Math.Min(64, pgm.Length)).Split('\n');
        var size = head[1].Split(' ');
        var start = head[0].Length + head[1].Length + head[2].Length + 3;
        return new GrayPicture(
            int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture), pgm[start..]);
    }

    /// <summary>Lying on its side.</summary>
    public GrayPicture Turned()
    {
        var turned = new byte[Pixels.Length];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                turned[(x * Height) + (Height - 1 - y)] = Pixels[(y * Width) + x];
            }
        }

        return new GrayPicture(Height, Width, turned);
    }

    /// <summary>An uncompressed TIFF file with a page for each picture.</summary>
    public static byte[] Tiff(params GrayPicture[] pictures)
    {
        using var file = new MemoryStream();
        file.Write("II*\0"u8);
        var link = file.Position;
        Write32(file, 0);
        foreach (var picture in pictures)
        {
            var pixels = file.Position;
            file.Write(picture.Pixels);
            Patch(file, link);
            (int Tag, int Value)[] entries =
            [
                (256, picture.Width), (257, picture.Height), (258, 8), (259, 1), (262, 1), (273, (int)pixels), (277, 1),
                (278, picture.Height), (279, picture.Pixels.Length),
            ];
            Write16(file, entries.Length);
            foreach (var (tag, value) in entries)
            {
                Write16(file, tag);
                Write16(file, 4);
                Write32(file, 1);
                Write32(file, value);
            }

            link = file.Position;
            Write32(file, 0);
        }

        return file.ToArray();
    }

    private static void Patch(MemoryStream file, long link)
    {
        file.Position += file.Position % 2;
        var here = file.Position;
        file.Position = link;
        Write32(file, (int)here);
        file.Position = here;
    }

    private static void Write16(MemoryStream file, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        file.Write(bytes);
    }

    private static void Write32(MemoryStream file, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        file.Write(bytes);
    }
}
