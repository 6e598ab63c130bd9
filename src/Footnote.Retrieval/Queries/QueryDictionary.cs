namespace Footnote.Retrieval.Queries;

/// <summary>
/// Groups of expressions that mean the same: acronyms with what they stand for, synonyms, product names. A query that contains one member
/// is searched with the others as well. Immutable and thread-safe; matching costs a look-up per word run of the query.
/// </summary>
public sealed class QueryDictionary
{
    private readonly Dictionary<string, string[]> _groups = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _longest;

    /// <param name="groups">Each group lists two or more expressions; case does not matter, blank ones are ignored.</param>
    public QueryDictionary(IEnumerable<IReadOnlyList<string>> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        foreach (var group in groups)
        {
            var members = group.Select(QueryText.CollapseWhiteSpace).Where(m => m.Length > 0).ToArray();
            foreach (var member in members)
            {
                var others = members.Where(m => !string.Equals(m, member, StringComparison.OrdinalIgnoreCase));
                _groups[member] = [.. _groups.GetValueOrDefault(member, []), .. others];
                _longest = Math.Max(_longest, member.Count(c => c == ' ') + 1);
            }
        }
    }

    /// <summary>No groups.</summary>
    public static QueryDictionary Empty { get; } = new([]);

    /// <summary>What to search beside a query: the other members of each group one of whose members stands in it as whole words.</summary>
    public IReadOnlyList<string> Expand(string query)
    {
        if (_longest == 0)
        {
            return [];
        }

        var words = QueryText.Words(query);
        var found = new List<string>();
        for (var start = 0; start < words.Count; start++)
        {
            for (var length = 1; length <= _longest && start + length <= words.Count; length++)
            {
                var run = string.Join(' ', words.Skip(start).Take(length));
                found.AddRange(_groups.GetValueOrDefault(run, []));
            }
        }

        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
