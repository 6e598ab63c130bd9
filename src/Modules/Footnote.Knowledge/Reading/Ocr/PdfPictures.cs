using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>The pages of a PDF that show pictures, with the area of the largest one, as pdfimages lists them.</summary>
internal static class PdfPictures
{
    private const int ListBytes = 4 * 1024 * 1024;
    private const int Columns = 14;
    private const int Width = 3;
    private const int Height = 4;
    private const int HorizontalPpi = 12;
    private const int VerticalPpi = 13;

    /// <summary>Page number to square inches.</summary>
    public static async Task<IReadOnlyDictionary<int, double>> FindAsync(
        ReadingContext context, int firstPage, int lastPage, CancellationToken cancellationToken)
    {
        string[] password = context.Password is { } given ? ["-upw", given] : [];
        string[] arguments =
        [
            "-list", "-f", firstPage.ToString(CultureInfo.InvariantCulture), "-l", lastPage.ToString(CultureInfo.InvariantCulture),
            .. password, context.Path,
        ];
        var call = new ProgramCall("pdfimages", arguments) { MaximumBytes = ListBytes };
        var output = await ExternalProgram.RunAsync(call, context.Limits, cancellationToken);
        var areas = new Dictionary<int, double>();
        foreach (var line in Encoding.UTF8.GetString(output.Bytes.Span).Split('\n').Skip(2))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length >= Columns && int.TryParse(cells[0], CultureInfo.InvariantCulture, out var page))
            {
                areas[page] = Math.Max(areas.GetValueOrDefault(page), Area(cells));
            }
        }

        return areas;
    }

    private static double Area(string[] cells) => Length(cells[Width], cells[HorizontalPpi]) * Length(cells[Height], cells[VerticalPpi]);

    /// <summary>Inches; pdfimages gives no resolution where a picture has no size on the page.</summary>
    private static double Length(string pixels, string pixelsPerInch) =>
        int.TryParse(pixels, CultureInfo.InvariantCulture, out var size)
            && double.TryParse(pixelsPerInch, CultureInfo.InvariantCulture, out var density) && density > 0
            ? size / density
            : 0;
}
