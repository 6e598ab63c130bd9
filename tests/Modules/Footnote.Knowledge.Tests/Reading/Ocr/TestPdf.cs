using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Tests.Reading.Ocr;

/// <summary>Writes small PDF files: pages of text, pages that are pictures, pages with a stamp on a picture, blank pages.</summary>
internal sealed class TestPdf
{
    private readonly List<byte> _file = [];
    private readonly List<long> _offsets = [];
    private readonly List<(byte[] Content, GrayPicture? Picture)> _pages = [];

    public TestPdf Text(params string[] lines) => Page(TextOf(lines), null);

    /// <summary>Texts where they are put: points from the lower left corner, and the size of the font.</summary>
    public TestPdf Placed(params (int X, int Y, int Size, string Text)[] texts) => Page(
        Encoding.Latin1.GetBytes(string.Concat(texts.Select(text =>
            string.Create(CultureInfo.InvariantCulture, $"BT /F {text.Size} Tf {text.X} {text.Y} Td ({text.Text}) Tj ET\n")))),
        null);

    public TestPdf Blank() => Page([], null);

    public TestPdf Picture(GrayPicture picture, string? stamp = null) =>
        Page([.. Encoding.ASCII.GetBytes("q 612 0 0 792 0 0 cm /P Do Q\n"), .. stamp is null ? [] : TextOf([stamp])], picture);

    public byte[] Build()
    {
        Write("%PDF-1.4\n");
        var kids = string.Join(' ', _pages.Select((_, i) => $"{Id(i, 0)} 0 R"));
        Object(1, "<< /Type /Catalog /Pages 2 0 R >>");
        Object(2, $"<< /Type /Pages /Count {_pages.Count} /Kids [{kids}] >>");
        Object(3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        for (var i = 0; i < _pages.Count; i++)
        {
            WritePage(i);
        }

        var table = _file.Count;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n"));
        _offsets.ForEach(offset => Write(string.Create(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n")));
        Write(string.Create(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return _file.ToArray();
    }

    /// <summary>The lines as a scanner would see them, letter size.</summary>
    public static GrayPicture Scan(params string[] lines)
    {
        var start = new ProcessStartInfo("pdftoppm", ["-gray", "-r", "150", "-singlefile", "-"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("pdftoppm did not start.");
        process.StandardInput.BaseStream.Write(new TestPdf().Text(lines).Build());
        process.StandardInput.Close();
        using var picture = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(picture);
        process.WaitForExit();
        return GrayPicture.Parse(picture.ToArray());
    }

    private static int Id(int page, int part) => 4 + (page * 3) + part;

    private static byte[] TextOf(IReadOnlyList<string> lines)
    {
        var content = new StringBuilder("BT /F 14 Tf 20 TL 72 720 Td\n");
        foreach (var line in lines)
        {
            content.Append('(').Append(line).Append(") Tj T*\n");
        }

        return Encoding.Latin1.GetBytes(content.Append("ET\n").ToString());
    }

    private TestPdf Page(byte[] content, GrayPicture? picture)
    {
        _pages.Add((content, picture));
        return this;
    }

    private void WritePage(int page)
    {
        var (content, picture) = _pages[page];
        var pictures = picture is null ? "" : $"/XObject << /P {Id(page, 2)} 0 R >>";
        Object(Id(page, 0), $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {Id(page, 1)} 0 R "
            + $"/Resources << /Font << /F 3 0 R >> {pictures} >> >>");
        StreamObject(Id(page, 1), "", content);
        var pixels = picture ?? new GrayPicture(1, 1, [255]);
        StreamObject(
            Id(page, 2),
            $"/Type /XObject /Subtype /Image /Width {pixels.Width} /Height {pixels.Height} /ColorSpace /DeviceGray /BitsPerComponent 8",
            pixels.Pixels);
    }

    private void Object(int id, string body)
    {
        _offsets.Add(_file.Count);
        Write($"{id} 0 obj\n{body}\nendobj\n");
    }

    private void StreamObject(int id, string entries, byte[] content)
    {
        _offsets.Add(_file.Count);
        Write($"{id} 0 obj\n<< /Length {content.Length} {entries} >>\nstream\n");
        _file.AddRange(content);
        Write("\nendstream\nendobj\n");
    }

    private void Write(string text) => _file.AddRange(Encoding.Latin1.GetBytes(text));
}
