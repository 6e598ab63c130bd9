using System.Collections.Concurrent;
using System.Text;

namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// Byte-level byte-pair encoding as GPT-2 and RoBERTa have it (Sennrich, Haddow and Birch 2016; Radford et al. 2019): the text is cut
/// into pieces, the UTF-8 bytes of a piece are merged by rank. Every text can be encoded; a lone surrogate counts as U+FFFD.
/// </summary>
internal sealed class BytePairTokenizer : Tokenizer
{
    /// <summary>Pieces are cut after so many characters. Only text without any break for that long is affected.</summary>
    private const int LongestPiece = 1 << 16;

    private const int LongestCachedPiece = 32;

    private readonly int[] _byteIds;
    private readonly MergeTable _merges;
    private readonly bool _addsPrefixSpace;
    private readonly PieceCache _cache = new();
    private readonly ConcurrentBag<MergeWorkspace> _workspaces = [];

    public BytePairTokenizer(SpecialTokens special, IEnumerable<AddedToken> recognised, BytePairModel model)
        : base(special, recognised)
    {
        _byteIds = model.ByteIds;
        _merges = model.Merges;
        _addsPrefixSpace = model.AddsPrefixSpace;
        IdLimit = model.IdLimit;
    }

    public override int IdLimit { get; }

    protected override void TokenizeSegment(ReadOnlySpan<char> text, int offset, TokenBuffer output, int limit)
    {
        if (_addsPrefixSpace && text.Length > 0 && text[0] != ' ')
        {
            int end = Math.Min(PieceScanner.NextEnd(text, 0), LongestPiece);
            AppendPrefixed(text[..end], offset, output);
            offset += end;
            text = text[end..];
        }

        int start = 0;
        while (start < text.Length && output.Count < limit)
        {
            int end = Math.Min(PieceScanner.NextEnd(text, start), start + LongestPiece);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1]) && char.IsLowSurrogate(text[end]))
            {
                end--;
            }

            AppendPiece(text[start..end], offset + start, output);
            start = end;
        }
    }

    private void AppendPrefixed(ReadOnlySpan<char> piece, int offset, TokenBuffer output)
    {
        CachedPiece tokens = Encode(string.Concat(" ", piece));
        for (int i = 0; i < tokens.Ids.Length; i++)
        {
            output.Add(tokens.Ids[i], offset + Math.Max(0, tokens.Starts[i] - 1), offset + tokens.Ends[i] - 1);
        }
    }

    private void AppendPiece(ReadOnlySpan<char> piece, int offset, TokenBuffer output)
    {
        CachedPiece? tokens = null;
        if (piece.Length <= LongestCachedPiece)
        {
            int hash = PieceCache.Hash(piece);
            tokens = _cache.Find(piece, hash);
            if (tokens is null)
            {
                tokens = Encode(piece);
                _cache.Add(hash, tokens);
            }
        }

        tokens ??= Encode(piece);
        for (int i = 0; i < tokens.Ids.Length; i++)
        {
            output.Add(tokens.Ids[i], offset + tokens.Starts[i], offset + tokens.Ends[i]);
        }
    }

    private CachedPiece Encode(ReadOnlySpan<char> piece)
    {
        if (!_workspaces.TryTake(out MergeWorkspace? workspace))
        {
            workspace = new MergeWorkspace();
        }

        byte[] bytes = new byte[Encoding.UTF8.GetMaxByteCount(piece.Length)];
        int byteCount = Encoding.UTF8.GetBytes(piece, bytes);
        Span<int> ids = workspace.Start(byteCount);
        for (int i = 0; i < byteCount; i++)
        {
            ids[i] = _byteIds[bytes[i]];
        }

        workspace.Merge(_merges);
        int count = workspace.Count;
        var result = new CachedPiece(
            piece.Length <= LongestCachedPiece ? piece.ToString() : "", workspace.Ids.ToArray(), new int[count], new int[count]);
        Locate(piece, bytes, workspace.Lengths, result);
        _workspaces.Add(workspace);
        return result;
    }

    /// <summary>Spans in UTF-16 units: a token that holds part of a character spans all of it; spaces at both ends are left out.</summary>
    private static void Locate(ReadOnlySpan<char> piece, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> lengths, CachedPiece result)
    {
        int at = 0;
        int characterStart = 0;
        int characterEnd = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            int end = at + lengths[i];
            bool isFirst = true;
            int start = 0;
            ReadOnlySpan<byte> token = bytes[at..end];
            foreach (byte value in token)
            {
                if ((value & 0xC0) != 0x80)
                {
                    characterStart = characterEnd;
                    characterEnd += value >= 0xF0 ? 2 : 1;
                }

                start = isFirst ? characterStart : start;
                isFirst = false;
            }

            int stop = Math.Min(characterEnd, piece.Length);
            result.Starts[i] = Math.Min(start + token.IndexOfAnyExcept((byte)' ') switch { < 0 => token.Length, var n => n }, stop);
            int trailing = token.Length - 1 - token.LastIndexOfAnyExcept((byte)' ');
            result.Ends[i] = Math.Max(stop - trailing, result.Starts[i]);
            at = end;
        }
    }
}
