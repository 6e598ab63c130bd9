using System.Text;
using System.Xml;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>
/// XML of any vocabulary: the text of elements, their attributes, and where there is neither, their names. Document types are ignored and
/// no entity is ever resolved; a file that needs them is read
/// for its text the way a browser reads broken pages.
/// </summary>
internal sealed class XmlTextReader : IFormatReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 1,
        CheckCharacters = false,
    };

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var text = HtmlReader.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken), declared: null);
        try
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var paragraph in Paragraphs(text, names, cancellationToken))
            {
                context.Builder.Paragraph(paragraph);
            }

            if (context.Builder.Length == 0)
            {
                context.Builder.Paragraph(string.Join(", ", names));
            }
        }
        catch (XmlException)
        {
            if (context.Builder.Length > 0)
            {
                context.Warn("NOT_WELL_FORMED", "The file is not well-formed; text behind the fault may be missing.");
                return;
            }

            context.Warn("NOT_WELL_FORMED", "The file is not well-formed and was read for its text only.");
            HtmlReader.WriteFragment(text, context, cancellationToken);
        }
    }

    private static IEnumerable<string> Paragraphs(string text, HashSet<string> names, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(new StringReader(text), Settings);
        var line = new StringBuilder();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                line.Append(reader.Value);
            }
            else if (reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                yield return line.ToString();
                line.Clear();
                yield return reader.NodeType == XmlNodeType.Element ? Attributes(reader, names) : string.Empty;
            }
        }
    }

    private static string Attributes(XmlReader reader, HashSet<string> names)
    {
        names.Add(reader.LocalName);
        var attributes = new List<(string Name, string Value)>();
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns" && reader.Prefix != "xsi")
            {
                attributes.Add((reader.LocalName, reader.Value));
            }
        }

        reader.MoveToElement();
        return TableRowText.Format([.. attributes.Select(pair => pair.Value)], [.. attributes.Select(pair => pair.Name)]);
    }
}
