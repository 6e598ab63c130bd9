using System.Text;

namespace Footnote.Knowledge.Reading.Text;

/// <summary>
/// Guesses a legacy encoding from the letters it would give: text in a language uses few letters very often, and the wrong code page
/// gives rare letters, symbols and capitals inside words.
/// </summary>
internal static class EncodingGuess
{
    private const double PlausibleScore = 0.25;
    private static readonly UTF8Encoding Utf8 = new(false);

    private static readonly Candidate[] Candidates =
    [
        new("windows-1251", "оеаинтсрвлкмдпу", Multibyte: false),
        new("koi8-r", "оеаинтсрвлкмдпу", Multibyte: false),
        new("windows-1256", "اليمونرتبدهعةفسكأقح", Multibyte: false),
        new("iso-8859-6", "اليمونرتبدهعةفسكأقح", Multibyte: false),
        new("windows-1253", "αοιετσνηυρκπάίό", Multibyte: false),
        new("windows-1255", "יוהלאמרתבשנ", Multibyte: false),
        new("shift_jis", "のにはをたがでてとしれさいるもなか", Multibyte: true),
        new("euc-jp", "のにはをたがでてとしれさいるもなか", Multibyte: true),
        new("gb18030", "的一是不了在人有我他这中大来上国个到说们为", Multibyte: true),
        new("big5", "的一是不了在人有我他這中大來上國個到說們為", Multibyte: true),
        new("euc-kr", "이다는에의가을고한하지로사기은를", Multibyte: true),
        new("windows-1250", "áéíčěšřžýůąęłńóśżźćőűăîâşţ", Multibyte: false),
        new("windows-1252", "äöüßéèêàâçñíóáúãõåæøîôûëï’“”–—…‘«»•£©®°€™·´¿¡",
            Multibyte: false),
        new("windows-1254", "ığşçöüİ", Multibyte: false),
    ];

    public static Encoding Best(ReadOnlySpan<byte> sample)
    {
        var best = "windows-1252";
        var bestScore = 0.0;
        foreach (var candidate in Candidates)
        {
            var score = Score(sample, Encoding.GetEncoding(candidate.Name), candidate);
            if (score > bestScore)
            {
                (best, bestScore) = (candidate.Name, score);
            }
        }

        return Encoding.GetEncoding(best);
    }

    /// <summary>Whether the bytes read in a declared encoding look like text at all.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> sample, Encoding? declared)
    {
        if (declared is null || declared.CodePage == Utf8.CodePage)
        {
            return false;
        }

        var text = declared.GetString(sample);
        var odd = text.Count(c => c == '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c)));
        return odd <= text.Length / 200 && ScoreText(text, letters: null) > PlausibleScore;
    }

    private static double Score(ReadOnlySpan<byte> sample, Encoding encoding, Candidate candidate)
    {
        var text = encoding.GetString(sample);
        var score = ScoreText(text, candidate.Letters);
        return candidate.Multibyte ? score * 1.5 : score;
    }

    /// <summary>The share of characters beyond ASCII that are expected, less what no text has.</summary>
    private static double ScoreText(string text, string? letters)
    {
        var beyond = 0;
        var good = 0.0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80)
            {
                continue;
            }

            beyond++;
            var previous = i > 0 ? text[i - 1] : ' ';
            good += Worth(c, previous, letters);
        }

        return beyond == 0 ? 0 : good / beyond;
    }

    private static double Worth(char c, char previous, string? letters)
    {
        if (c == '\uFFFD' || char.IsControl(c) || c is >= '\uE000' and <= '\uF8FF')
        {
            return -4;
        }

        if (char.IsUpper(c) && char.IsLower(previous))
        {
            return -1;
        }

        if (letters is null)
        {
            return char.IsLetter(c) || char.IsPunctuation(c) ? 1 : 0;
        }

        if (letters.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal))
        {
            return 1;
        }

        return char.IsLetter(c) ? 0.1 : -0.3;
    }

    private sealed record Candidate(string Name, string Letters, bool Multibyte);
}
