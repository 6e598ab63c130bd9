namespace Footnote.Retrieval.Lexical;

/// <summary>What a lower-case word looks like from outside.</summary>
internal readonly record struct WordShape(int Separators, bool HasDigit, bool IsNumber, bool IsAcronym)
{
    public static WordShape Of(ReadOnlySpan<char> word)
    {
        int separators = 0, letters = 0, digits = 0, longest = 0, run = 0, dots = 0;
        foreach (var unit in word)
        {
            if (unit is '.' or '_' or ':' or '\u00B7' or ',' or ';')
            {
                separators++;
                dots += unit == '.' ? 1 : 0;
                run = 0;
                continue;
            }

            var isDigit = char.IsDigit(unit);
            digits += isDigit ? 1 : 0;
            letters += isDigit ? 0 : 1;
            longest = Math.Max(longest, ++run);
        }

        return new WordShape(separators, digits > 0, letters == 0, separators > 0 && dots == separators && digits == 0 && longest == 1);
    }
}
