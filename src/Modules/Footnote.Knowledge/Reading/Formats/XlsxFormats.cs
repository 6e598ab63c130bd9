using System.Globalization;
using System.Xml.Linq;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Which cell styles show dates: the only formats whose stored number says nothing to a reader.</summary>
internal sealed class XlsxFormats
{
    private const double LastDate = 2_958_465;
    private readonly List<bool> _isDate = [];

    public static XlsxFormats Read(XElement? styles)
    {
        var result = new XlsxFormats();
        var custom = (styles?.Descendants() ?? [])
            .Where(element => element.Name.LocalName == "numFmt")
            .GroupBy(element => element.Attribute("numFmtId")?.Value ?? string.Empty, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group =>
                group.First().Attribute("formatCode")?.Value ?? string.Empty, StringComparer.Ordinal);
        var formats = (styles?.Elements() ?? []).FirstOrDefault(element => element.Name.LocalName == "cellXfs");
        foreach (var format in formats?.Elements() ?? [])
        {
            var id = format.Attribute("numFmtId")?.Value ?? string.Empty;
            result._isDate.Add(IsBuiltInDate(id) || (custom.TryGetValue(id, out var code) && IsDateCode(code)));
        }

        return result;
    }

    public string Format(string value, int style)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return value;
        }

        if (style < _isDate.Count && style >= 0 && _isDate[style] && number is >= 1 and < LastDate)
        {
            var date = DateTime.FromOADate(number);
            return date.TimeOfDay == TimeSpan.Zero
                ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                : date.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }

        // 0.1 + 0.2 is stored as 0.30000000000000004; spreadsheets show 15 digits
        return number.ToString(Math.Abs(number) < 1e15 ? "0.###############" : "R", CultureInfo.InvariantCulture);
    }

    private static bool IsBuiltInDate(string id) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out var number) && number is (>= 14 and <= 17) or 22;

    private static bool IsDateCode(string code)
    {
        var plain = code.Split(';')[0];
        var isQuoted = false;
        foreach (var c in plain)
        {
            isQuoted ^= c == '"';
            if (!isQuoted && c is 'y' or 'd')
            {
                return !plain.Contains('[', StringComparison.Ordinal) || !plain.Contains("Red", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }
}
