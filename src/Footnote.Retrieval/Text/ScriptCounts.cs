namespace Footnote.Retrieval.Text;

/// <summary>How many letters of each script a text has.</summary>
internal readonly record struct ScriptCounts(
    int Latin, int Han, int Kana, int Hangul, int Arabic, int Thai, int Cyrillic, int Foreign, int Other)
{
    // letters that Ukrainian, Belarusian, Serbian and Macedonian have and Russian has not; Persian and Urdu letters likewise
    private const string NotRussian = "іїєґўјљњћђџѓќѕІЇЄҐЎЈЉЊЋЂЏЃЌЅ";
    private const string NotArabic = "پچژگکیے";

    public int Total => Latin + Han + Kana + Hangul + Arabic + Thai + Cyrillic + Other;

    public static ScriptCounts Of(ReadOnlySpan<char> text)
    {
        int latin = 0, han = 0, kana = 0, hangul = 0, arabic = 0, thai = 0, cyrillic = 0, foreign = 0, other = 0;
        foreach (var unit in text)
        {
            switch (unit)
            {
                case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00C0' and <= '\u024F'):
                    latin++;
                    break;
                case (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF'):
                    han++;
                    break;
                case >= '\u3040' and <= '\u30FF':
                    kana++;
                    break;
                case (>= '\uAC00' and <= '\uD7A3') or (>= '\u1100' and <= '\u11FF'):
                    hangul++;
                    break;
                case >= '\u0600' and <= '\u06FF':
                    arabic++;
                    foreign += NotArabic.Contains(unit, StringComparison.Ordinal) ? 1 : 0;
                    break;
                case >= '\u0E00' and <= '\u0E7F':
                    thai++;
                    break;
                case >= '\u0400' and <= '\u04FF':
                    cyrillic++;
                    foreign += NotRussian.Contains(unit, StringComparison.Ordinal) ? 1 : 0;
                    break;
                default:
                    other += char.IsLetter(unit) ? 1 : 0;
                    break;
            }
        }

        return new ScriptCounts(latin, han, kana, hangul, arabic, thai, cyrillic, foreign, other);
    }

    /// <summary>The language that the script settles; null for Latin, "und" for a script of several languages.</summary>
    public string? LanguageOfScript()
    {
        // one Han character or syllable says as much as three or four letters
        var east = 3 * (Han + Kana + Hangul);
        var strongest = Math.Max(Math.Max(Math.Max(Latin, east), Math.Max(Arabic, Thai)), Math.Max(Cyrillic, Other));
        if (strongest == Latin)
        {
            return null;
        }

        if (strongest == east)
        {
            return Hangul > Han + Kana ? "ko" : Kana * 8 > Han ? "ja" : "zh";
        }

        if (strongest == Thai)
        {
            return "th";
        }

        var isForeign = Foreign * 40 > Arabic + Cyrillic;
        return strongest == Arabic && !isForeign ? "ar" : strongest == Cyrillic && !isForeign ? "ru" : LanguageDetector.Undetermined;
    }
}
