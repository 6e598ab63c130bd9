using System.Globalization;
using Footnote.Platform.Errors;

namespace Footnote.Platform.Paging;

/// <summary>A checked <c>limit</c> and <c>after</c> of a list that is ordered by id.</summary>
public sealed record PageRequest(int Limit, Guid? After)
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>How many rows to fetch: one more than asked for tells whether there is a next page.</summary>
    public int Fetch => Limit + 1;

    public static Result<PageRequest> Create(int? limit, string? after, int maxLimit = MaxLimit)
    {
        var faults = new FieldErrors();
        var count = limit ?? Math.Min(DefaultLimit, maxLimit);
        if (count < 1 || count > maxLimit)
        {
            faults.Add("limit", string.Create(CultureInfo.InvariantCulture, $"must be between 1 and {maxLimit}"));
        }

        Guid? position = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (Cursor.TryDecode(after, out var id))
            {
                position = id;
            }
            else
            {
                faults.Add("after", "must be the 'next' value of a previous page");
            }
        }

        return faults.Any ? faults.ToError() : new PageRequest(count, position);
    }

    /// <summary>Makes the page from the rows of a query that fetched <see cref="Fetch"/> rows.</summary>
    public PagedList<T> ToPage<T>(IReadOnlyList<T> rows, Func<T, Guid> idOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(idOf);
        if (rows.Count <= Limit)
        {
            return new PagedList<T>(rows, HasMore: false, Next: null);
        }

        var page = rows.Take(Limit).ToArray();
        return new PagedList<T>(page, HasMore: true, Cursor.Encode(idOf(page[^1])));
    }
}
