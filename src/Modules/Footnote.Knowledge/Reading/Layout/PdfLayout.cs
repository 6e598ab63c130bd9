using System.Globalization;
using System.Xml;
using Footnote.Knowledge.Reading.Formats;

namespace Footnote.Knowledge.Reading.Layout;

/// <summary>Finds where the words of PDF pages stand, with pdftotext.</summary>
internal static class PdfLayout
{
    private const int MaximumBytes = 64 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
    };

    /// <summary>The layouts of a range of pages; none where they cannot be read or exceed the limits.</summary>
    public static async Task<IReadOnlyList<LayoutPage>> ReadAsync(
        string path, string? password, (int First, int Last) pages, ReadingLimits limits, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-bbox-layout", "-enc", "UTF-8", "-f", Number(pages.First), "-l", Number(pages.Last), .. PdfInfo.PasswordArguments(password),
            path, "-",
        ];
        var call = new ProgramCall("pdftotext", arguments) { MaximumBytes = MaximumBytes };
        var output = await ExternalProgram.RunAsync(call, limits, cancellationToken);
        return output.ExitCode == 0 && !output.IsCut ? Parse(output.Bytes, pages.First) : [];
    }

    private static List<LayoutPage> Parse(ReadOnlyMemory<byte> bytes, int firstPage)
    {
        var pages = new List<LayoutPage>();
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes.ToArray()), Settings);
            while (reader.ReadToFollowing("page"))
            {
                var (width, height) = (Coordinate(reader, "width"), Coordinate(reader, "height"));
                using var page = reader.ReadSubtree();
                pages.Add(new LayoutPage(firstPage + pages.Count, width, height, ReadBlocks(page)));
            }
        }
        catch (XmlException)
        {
            return [];
        }

        return pages;
    }

    private static List<IReadOnlyList<LayoutLine>> ReadBlocks(XmlReader page)
    {
        var blocks = new List<IReadOnlyList<LayoutLine>>();
        var lines = new List<LayoutLine>();
        var words = new List<LayoutWord>();
        while (page.Read())
        {
            if (page is { NodeType: XmlNodeType.Element, LocalName: "word" })
            {
                Add(words, page);
            }
            else if (page is { NodeType: XmlNodeType.EndElement, LocalName: "line" } && words.Count > 0)
            {
                lines.Add(new LayoutLine([.. words]));
                words.Clear();
            }
            else if (page is { NodeType: XmlNodeType.EndElement, LocalName: "block" } && lines.Count > 0)
            {
                blocks.Add([.. lines]);
                lines.Clear();
            }
        }

        return blocks;
    }

    private static void Add(List<LayoutWord> words, XmlReader reader)
    {
        var box = new LayoutBox(
            Coordinate(reader, "xMin"), Coordinate(reader, "yMin"), Coordinate(reader, "xMax"), Coordinate(reader, "yMax"));
        if (!reader.IsEmptyElement && reader.Read() && reader.NodeType == XmlNodeType.Text && reader.Value.Length > 0)
        {
            words.Add(new LayoutWord(reader.Value, box));
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Coordinate(XmlReader reader, string name) =>
        double.TryParse(reader.GetAttribute(name), CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : 0;
}
