namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>The regions that Snowball's stemmers look for suffixes in, as indexes into the word.</summary>
internal static class Regions
{
    /// <summary>
    /// RV of Spanish, Italian and Portuguese: after the next vowel when the second letter is a consonant, after the next consonant when the
    /// first two letters are vowels, after the third letter otherwise.
    /// </summary>
    public static int Rv(in StemBuffer word, string vowels)
    {
        if (word.Length < 3)
        {
            return word.Length;
        }

        if (!IsVowel(vowels, word[1]))
        {
            return After(in word, vowels, 2, true);
        }

        return IsVowel(vowels, word[0]) ? After(in word, vowels, 2, false) : 3;
    }

    /// <summary>
    /// Index behind the first vowel, or the first consonant, from <paramref name="from"/> on; the length when there is none.
    /// </summary>
    public static int After(in StemBuffer word, string vowels, int from, bool isVowel)
    {
        for (var i = from; i < word.Length; i++)
        {
            if (IsVowel(vowels, word[i]) == isVowel)
            {
                return i + 1;
            }
        }

        return word.Length;
    }

    public static bool IsVowel(string vowels, char letter) => vowels.Contains(letter, StringComparison.Ordinal);

    /// <summary>True when the letter <paramref name="back"/> places from the end exists and is a vowel.</summary>
    public static bool HasVowelAt(in StemBuffer word, int back, string vowels) =>
        word.Length >= back && IsVowel(vowels, word[word.Length - back]);

    /// <summary>Turns the capitals that marked letters as consonants back.</summary>
    public static void Lower(ref StemBuffer word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            word[i] = word[i] switch
            {
                'U' => 'u',
                'I' => 'i',
                'Y' => 'y',
                var letter => letter,
            };
        }
    }
}
