using System.Globalization;
using System.Text;

namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>Reads Tesseract's table of words: level, page, block, paragraph, line, word, box, confidence, text.</summary>
internal static class TesseractTable
{
    private const int Columns = 12;
    private const int Confidence = 10;
    private const int Text = 11;
    private const string WordLevel = "5";

    public static RecognizedPage Read(string table)
    {
        var text = new StringBuilder();
        var weighted = 0.0;
        var characters = 0;
        string? line = null;
        string? paragraph = null;
        foreach (var row in table.Split('\n'))
        {
            var cells = row.TrimEnd('\r').Split('\t', Columns);
            if (cells.Length < Columns || cells[0] != WordLevel
                || !double.TryParse(cells[Confidence], CultureInfo.InvariantCulture, out var confidence) || confidence < 0)
            {
                continue;
            }

            var word = cells[Text].Trim();
            if (word.Length == 0)
            {
                continue;
            }

            var itsParagraph = string.Join('.', cells[1..4]);
            var itsLine = string.Join('.', cells[1..5]);
            text.Append(text.Length == 0 ? string.Empty : itsParagraph != paragraph ? "\n\n" : itsLine != line ? "\n" : " ").Append(word);
            (paragraph, line) = (itsParagraph, itsLine);
            weighted += confidence * word.Length;
            characters += word.Length;
        }

        return characters == 0 ? RecognizedPage.Empty : new RecognizedPage(text.ToString(), weighted / characters);
    }
}
