using System.Globalization;

namespace Footnote.Web.Pages.Documents;

internal static class ByteSize
{
    private static readonly string[] Units = ["kB", "MB", "GB"];

    /// <summary>Three figures at most: 812 B, 4.1 kB, 52 MB.</summary>
    public static string Describe(long bytes)
    {
        if (bytes < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} B");
        }

        var value = bytes / 1000d;
        var unit = 0;
        while (value >= 999.5 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(value < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }
}
