using System.Collections.Concurrent;
using System.Text;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// BERT's tokenizer (Devlin et al. 2018; Wu et al. 2016): text is cleaned, optionally lower-cased and stripped of accents, cut at white
/// space and punctuation, and each word is covered from the left by the longest entries of the vocabulary. A word that cannot be covered
/// is unknown.
/// </summary>
internal sealed class WordPieceTokenizer(
    SpecialTokens special, IEnumerable<AddedToken> recognised, WordPieceVocabulary vocabulary, WordPieceSettings settings)
    : Tokenizer(special, recognised)
{
    /// <summary>U+FFFE, which the framework does not normalise.</summary>
    private const int NoCharacter = 0xFFFE;

    private readonly ConcurrentBag<WordBuffer> _words = [];

    public override int IdLimit => vocabulary.IdLimit;

    protected override void TokenizeSegment(ReadOnlySpan<char> text, int offset, TokenBuffer output, int limit)
    {
        if (!_words.TryTake(out WordBuffer? word))
        {
            word = new WordBuffer(settings.LongestWord);
        }

        for (int at = 0; at < text.Length && output.Count < limit;)
        {
            char character = text[at];
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)
                || (!settings.Lowercases && char.IsAsciiLetterUpper(character)))
            {
                word.Add(character, offset + at, offset + at + 1);
                at++;
            }
            else if (char.IsAsciiLetterUpper(character))
            {
                word.Add((char)(character | 0x20), offset + at, offset + at + 1);
                at++;
            }
            else
            {
                Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length);
                AddRune(rune, offset + at, offset + at + length, word, output);
                at += length;
            }
        }

        if (output.Count < limit)
        {
            Flush(word, output);
        }

        word.Clear();
        _words.Add(word);
    }

    private void AddRune(Rune rune, int start, int end, WordBuffer word, TokenBuffer output)
    {
        if (settings.CleansText && BertCharacters.IsRemoved(rune))
        {
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            Flush(word, output);
        }
        else if (rune.IsAscii)
        {
            AddNormalized(rune, start, end, word, output);
        }
        else if (settings.SplitsIdeographs && BertCharacters.IsIdeograph(rune.Value))
        {
            Flush(word, output);
            AddFolded(rune, start, end, word, output);
            Flush(word, output);
        }
        else
        {
            AddFolded(rune, start, end, word, output);
        }
    }

    private void AddFolded(Rune rune, int start, int end, WordBuffer word, TokenBuffer output)
    {
        if (!settings.StripsAccents)
        {
            AddLowered(rune, start, end, word, output);
            return;
        }

        Span<char> source = stackalloc char[2];
        Span<char> decomposed = stackalloc char[32];
        source = source[..rune.EncodeToUtf16(source)];
        int length = 0;
        if (rune.Value == NoCharacter || !source.TryNormalize(decomposed, out length, NormalizationForm.FormD))
        {
            source.CopyTo(decomposed);
            length = source.Length;
        }

        foreach (Rune part in decomposed[..length].EnumerateRunes())
        {
            if (!BertCharacters.IsMark(part))
            {
                AddLowered(part, start, end, word, output);
            }
        }
    }

    private void AddLowered(Rune rune, int start, int end, WordBuffer word, TokenBuffer output)
    {
        const int DottedCapitalI = 0x130;
        if (settings.Lowercases && rune.Value == DottedCapitalI)
        {
            AddNormalized(new Rune('i'), start, end, word, output);
            AddNormalized(new Rune(0x307), start, end, word, output);
            return;
        }

        AddNormalized(settings.Lowercases ? Rune.ToLowerInvariant(rune) : rune, start, end, word, output);
    }

    private void AddNormalized(Rune rune, int start, int end, WordBuffer word, TokenBuffer output)
    {
        if (BertCharacters.IsPunctuation(rune))
        {
            Flush(word, output);
            word.Add(rune, start, end);
            Flush(word, output);
        }
        else
        {
            word.Add(rune, start, end);
        }
    }

    private void Flush(WordBuffer word, TokenBuffer output)
    {
        if (word.Count > 0 && (word.Count > settings.LongestWord || !Cover(word, output)))
        {
            output.Add(Special.Unknown, word.Start, word.End);
        }

        word.Clear();
    }

    private bool Cover(WordBuffer word, TokenBuffer output)
    {
        int before = output.Count;
        for (int from = 0; from < word.Count;)
        {
            int to = vocabulary.LongestMatch(word, from, out int id);
            if (to < 0)
            {
                output.Truncate(before);
                return false;
            }

            output.Add(id, word.StartOf(from), word.EndOf(to - 1));
            from = to;
        }

        return true;
    }
}
