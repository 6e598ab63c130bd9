using System.Collections.Concurrent;

namespace Footnote.Encoder.Tokenizers;

/// <summary>Cuts a text into the tokens of one model. Thread-safe.</summary>
internal abstract class Tokenizer
{
    private const int KeptBuffers = 32;

    private readonly AddedTokenMatcher? _addedTokens;
    private readonly ConcurrentBag<TokenBuffer> _buffers = [];

    protected Tokenizer(SpecialTokens special, IEnumerable<AddedToken> recognised)
    {
        Special = special;
        _addedTokens = AddedTokenMatcher.Create(recognised);
    }

    public SpecialTokens Special { get; }

    /// <summary>One past the highest id it can give out.</summary>
    public abstract int IdLimit { get; }

    public TokenBuffer RentBuffer() => _buffers.TryTake(out TokenBuffer? buffer) ? buffer : new TokenBuffer();

    public void Return(TokenBuffer buffer)
    {
        buffer.Clear();
        if (_buffers.Count < KeptBuffers)
        {
            _buffers.Add(buffer);
        }
    }

    /// <summary>
    /// Appends the tokens of the text, without the special tokens around it. Stops early, at or after <paramref name="limit"/> tokens in
    /// the buffer.
    /// </summary>
    public void Tokenize(ReadOnlySpan<char> text, TokenBuffer output, int limit = int.MaxValue)
    {
        int done = 0;
        while (_addedTokens is not null && output.Count < limit && _addedTokens.Find(text, done, out int start, out int end) is { } added)
        {
            TokenizeSegment(text[done..start], done, output, limit);
            output.Add(added.Id, start, end);
            done = end;
        }

        if (output.Count < limit)
        {
            TokenizeSegment(text[done..], done, output, limit);
        }
    }

    /// <summary>Appends the tokens of a stretch of text that starts at <paramref name="offset"/> of the whole.</summary>
    protected abstract void TokenizeSegment(ReadOnlySpan<char> text, int offset, TokenBuffer output, int limit);
}
