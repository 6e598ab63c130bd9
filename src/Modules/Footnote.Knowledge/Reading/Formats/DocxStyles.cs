using System.Globalization;
using System.Xml.Linq;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Which paragraph styles are headings, and how deep.</summary>
internal sealed class DocxStyles
{
    private const int MaximumChain = 10;
    private readonly Dictionary<string, (int Level, string? BasedOn)> _styles = new(StringComparer.Ordinal);

    public static DocxStyles Read(XElement? part)
    {
        var result = new DocxStyles();
        foreach (var style in part?.Elements().Where(element => element.Name.LocalName == "style") ?? [])
        {
            if (Value(style, "styleId") is { } id)
            {
                var name = Value(Child(style, "name"), "val");
                var level = LevelOfName(name) ?? OutlineLevel(Child(style, "pPr")) ?? 0;
                result._styles[id] = (level, Value(Child(style, "basedOn"), "val"));
            }
        }

        return result;
    }

    /// <summary>The heading level of a paragraph, 0 for running text.</summary>
    public int LevelOf(XElement? properties)
    {
        if (OutlineLevel(properties) is { } direct)
        {
            return direct;
        }

        var id = Value(Child(properties, "pStyle"), "val");
        for (var i = 0; id is not null && i < MaximumChain; i++)
        {
            if (!_styles.TryGetValue(id, out var style))
            {
                return LevelOfName(id) ?? 0;
            }

            if (style.Level > 0)
            {
                return style.Level;
            }

            id = style.BasedOn;
        }

        return 0;
    }

    public static XElement? Child(XElement? element, string name) =>
        element?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static string? Value(XElement? element, string attribute) =>
        element?.Attributes().FirstOrDefault(candidate => candidate.Name.LocalName == attribute)?.Value;

    private static int? OutlineLevel(XElement? properties)
    {
        var text = Value(Child(properties, "outlineLvl"), "val");
        return int.TryParse(text, CultureInfo.InvariantCulture, out var level) && level is >= 0 and < 9 ? Math.Min(level + 1, 6) : null;
    }

    private static int? LevelOfName(string? name)
    {
        var clean = name?.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
        if (clean is "title")
        {
            return 1;
        }

        return clean is not null && clean.StartsWith("heading", StringComparison.Ordinal) && clean.Length == 8
            && char.IsAsciiDigit(clean[7])
            ? Math.Clamp(clean[7] - '0', 1, 6)
            : null;
    }
}
