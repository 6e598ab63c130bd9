using Footnote.Knowledge.Indexing;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Pgvector;

/// <summary>A filter as the conditions of a query; those on custom fields are left to the server.</summary>
internal sealed class PgvectorFilter
{
    private readonly List<string> _conditions = [];
    private readonly NpgsqlParameterCollection _parameters;

    private PgvectorFilter(NpgsqlParameterCollection parameters) => _parameters = parameters;

    /// <summary>Adds the parameters and returns the conditions that use them.</summary>
    public static string Apply(ChunkFilter filter, NpgsqlParameterCollection parameters)
    {
        var conditions = new PgvectorFilter(parameters);
        conditions.AddAll(filter);
        return string.Join(" and ", conditions._conditions);
    }

    private void AddAll(ChunkFilter filter)
    {
        var wanted = filter.Filters;
        Add("tenant_id = {0}", filter.TenantId);
        Add("readers && {0}", filter.AccessKeys.ToArray());
        AddIf(wanted.CollectionIds is not null, "collection_id = any({0})", wanted.CollectionIds?.ToArray());
        AddIf(wanted.Category is not null, "category = {0}", wanted.Category?.ToUpperInvariant());
        AddIf(wanted.Tags is not null, "tags @> {0}", wanted.Tags?.Select(tag => tag.ToUpperInvariant()).ToArray());
        AddIf(wanted.Sources is not null, "source = any({0})", wanted.Sources?.ToArray());
        AddDay("created_on >= {0}", wanted.DateFrom);
        AddDay("created_on <= {0}", wanted.DateTo);
        AddDay("document_on >= {0}", wanted.DocumentDateFrom);
        AddDay("document_on <= {0}", wanted.DocumentDateTo);
    }

    private void AddDay(string condition, DateOnly? day)
    {
        if (day is { } known)
        {
            Add(condition, DayNumber.Of(known));
        }
    }

    private void AddIf<T>(bool isWanted, string condition, T? value)
        where T : class
    {
        if (isWanted && value is not null)
        {
            Add(condition, value);
        }
    }

    private void Add<T>(string condition, T value)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        _conditions.Add(condition.Replace("{0}", FormattableString.Invariant($"${_parameters.Count}"), StringComparison.Ordinal));
    }
}
