namespace Footnote.Encoder.Tokenizers;

/// <summary>
/// The tokens of pieces seen before, in a fixed number of slots: a newcomer replaces what was there. Thread-safe without locks.
/// </summary>
internal sealed class PieceCache
{
    private const int SlotCount = 1 << 14;

    private readonly CachedPiece?[] _slots = new CachedPiece?[SlotCount];

    public static int Hash(ReadOnlySpan<char> piece)
    {
        uint hash = 2166136261;
        foreach (char character in piece)
        {
            hash = (hash ^ character) * 16777619;
        }

        return (int)((hash ^ (hash >> 15)) & (SlotCount - 1));
    }

    public CachedPiece? Find(ReadOnlySpan<char> piece, int hash) =>
        Volatile.Read(ref _slots[hash]) is { } cached && piece.SequenceEqual(cached.Text) ? cached : null;

    public void Add(int hash, CachedPiece piece) => Volatile.Write(ref _slots[hash], piece);
}
