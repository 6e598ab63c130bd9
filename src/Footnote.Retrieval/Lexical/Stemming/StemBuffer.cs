namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>A word that is being stemmed: characters in a caller's buffer with room for a few more.</summary>
internal ref struct StemBuffer
{
    /// <summary>How many characters a stemmer may add to a word.</summary>
    public const int Slack = 8;

    private readonly Span<char> _buffer;

    public StemBuffer(Span<char> buffer, int length)
    {
        _buffer = buffer;
        Length = length;
    }

    public int Length { get; private set; }

    public readonly ReadOnlySpan<char> Value => _buffer[..Length];

    public readonly ref char this[int index] => ref _buffer[index];

    public readonly bool EndsWith(ReadOnlySpan<char> suffix) => Value.EndsWith(suffix);

    public readonly bool StartsWith(ReadOnlySpan<char> prefix) => Value.StartsWith(prefix);

    /// <summary>The longest of the suffixes (given in any order) that the word ends with; empty when none.</summary>
    public readonly string Longest(scoped ReadOnlySpan<string> suffixes) => LongestFrom(0, suffixes);

    /// <summary>As <see cref="Longest"/>, but the suffix must lie in the region that starts at <paramref name="region"/>.</summary>
    public readonly string LongestFrom(int region, scoped ReadOnlySpan<string> suffixes)
    {
        var best = "";
        foreach (var suffix in suffixes)
        {
            if (suffix.Length > best.Length && Length - suffix.Length >= region && Value.EndsWith(suffix))
            {
                best = suffix;
            }
        }

        return best;
    }

    /// <summary>
    /// True when the last <paramref name="length"/> characters lie in the region that starts at <paramref name="region"/>.
    /// </summary>
    public readonly bool IsIn(int region, int length) => Length - length >= region;

    /// <summary>The word without its last characters; it shares the characters with this one.</summary>
    public readonly StemBuffer WithoutEnd(int count) => new(_buffer, Length - count);

    public void Remove(int count) => Length -= count;

    /// <summary>Replaces the last <paramref name="count"/> characters.</summary>
    public void ReplaceEnd(int count, ReadOnlySpan<char> replacement)
    {
        Length -= count;
        replacement.CopyTo(_buffer[Length..]);
        Length += replacement.Length;
    }

    /// <summary>Removes <paramref name="suffix"/> when the word ends with it inside the region; tells whether it did.</summary>
    public bool TryRemove(int region, ReadOnlySpan<char> suffix)
    {
        if (!EndsWith(suffix) || !IsIn(region, suffix.Length))
        {
            return false;
        }

        Remove(suffix.Length);
        return true;
    }

    /// <summary>Removes the character at <paramref name="index"/>.</summary>
    public void RemoveAt(int index)
    {
        _buffer[(index + 1)..Length].CopyTo(_buffer[index..]);
        Length--;
    }

    public void Insert(int index, char value)
    {
        _buffer[index..Length].CopyTo(_buffer[(index + 1)..]);
        _buffer[index] = value;
        Length++;
    }

    /// <summary>
    /// R1 of the Snowball definition: the region after the first non-vowel that follows a vowel, both at or after
    /// <paramref name="from"/>; the length of the word when there is none. R2 is R1 taken from R1.
    /// </summary>
    public readonly int RegionAfter(int from, string vowels)
    {
        for (var i = from + 1; i < Length; i++)
        {
            if (vowels.Contains(_buffer[i - 1], StringComparison.Ordinal) && !vowels.Contains(_buffer[i], StringComparison.Ordinal))
            {
                return i + 1;
            }
        }

        return Length;
    }
}
