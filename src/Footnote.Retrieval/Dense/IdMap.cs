namespace Footnote.Retrieval.Dense;

/// <summary>
/// From the caller's ids to slots: pages of 1,024 ids that exist once one of their ids does. One writer; reads are safe at any time.
/// </summary>
internal sealed class IdMap
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;
    private int[]?[] _pages = [];

    /// <summary>The bytes held by the pages.</summary>
    public long Bytes { get; private set; }

    /// <summary>The slot of an id, or -1.</summary>
    public int Find(int id)
    {
        var pages = Volatile.Read(ref _pages);
        var index = id >> PageBits;
        if ((uint)index >= (uint)pages.Length)
        {
            return -1;
        }

        var page = Volatile.Read(ref pages[index]);
        return page is null ? -1 : Volatile.Read(ref page[id & (PageSize - 1)]) - 1;
    }

    /// <summary>Sets the slot of a non-negative id; -1 removes it.</summary>
    public void Set(int id, int slot)
    {
        var index = id >> PageBits;
        if (index >= _pages.Length)
        {
            var pages = new int[]?[Math.Max(index + 1, Math.Min(_pages.Length * 2, int.MaxValue >> PageBits))];
            _pages.CopyTo(pages, 0);
            Bytes += 8L * (pages.Length - _pages.Length);
            Volatile.Write(ref _pages, pages);
        }

        if (_pages[index] is null)
        {
            Volatile.Write(ref _pages[index], new int[PageSize]);
            Bytes += 4 * PageSize;
        }

        Volatile.Write(ref _pages[index]![id & (PageSize - 1)], slot + 1);
    }
}
