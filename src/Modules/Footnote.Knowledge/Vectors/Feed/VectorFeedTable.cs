using Dapper;
using Npgsql;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>Where the feeds of the index outside stand, in the database. Every method is given the connection it works on.</summary>
internal static class VectorFeedTable
{
    /// <summary>The channel that tells all servers that a feed has moved; a hint, the table is the truth.</summary>
    public const string Channel = "knowledge_vectors";

    public static async Task<IReadOnlyList<VectorFeedRow>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<VectorFeedRow>(new CommandDefinition(
            "select model_id, dimensions, state, position, ordinal, trouble, updated_at from vector_feeds order by updated_at",
            cancellationToken: cancellationToken))).AsList();

    /// <summary>
    /// Begins to fill the index with a model that it is not filled with: one that is new, was retired, is written somewhere else, or whose
    /// feed is ahead of the log, which was put back to an earlier state.
    /// </summary>
    public static Task BeginAsync(
        NpgsqlConnection connection, VectorSpace space, string place, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            delete from vector_feeds where place <> @place;
            insert into vector_feeds (model_id, dimensions, place, state, position, updated_at)
            select @ModelId, @Dimensions, @place, '{VectorFeedRow.Filling}', head.position, @now from change_head head
            on conflict (model_id) do update
                set dimensions = excluded.dimensions, state = excluded.state, position = excluded.position, ordinal = -1, updated_at = @now
                where vector_feeds.state = '{VectorFeedRow.Retired}' or vector_feeds.position > excluded.position
            """,
            new { space.ModelId, space.Dimensions, place, now },
            cancellationToken: cancellationToken));

    /// <summary>Fills the index anew, because the log no longer holds what comes next.</summary>
    public static Task RestartAsync(
        NpgsqlConnection connection, string modelId, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            update vector_feeds set state = '{VectorFeedRow.Filling}', position = head.position, ordinal = -1, updated_at = @now
            from change_head head where model_id = @modelId
            """,
            new { modelId, now },
            cancellationToken: cancellationToken));

    /// <summary>Notes chunks that are about to be written.</summary>
    public static Task NoteAsync(
        NpgsqlConnection connection, string modelId, IReadOnlyList<VectorRow> rows, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            """
            insert into vector_feed_rows (model_id, ordinal, tenant_id, document_id)
            select @modelId, r.* from unnest(@Ordinals, @Tenants, @Documents) r on conflict do nothing
            """,
            new
            {
                modelId,
                Ordinals = rows.Select(row => row.Ordinal).ToArray(),
                Tenants = rows.Select(row => row.Document.TenantId).ToArray(),
                Documents = rows.Select(row => row.Document.Id).ToArray(),
            },
            cancellationToken: cancellationToken));

    /// <summary>Chunks of documents that were written once and do not belong there any more.</summary>
    public static async Task<IReadOnlyList<(Guid TenantId, int Ordinal)>> OutdatedAsync(
        NpgsqlConnection connection, string modelId, Guid[] documents, int[] present, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(Guid, int)>(new CommandDefinition(
            """
            select tenant_id, ordinal from vector_feed_rows
            where model_id = @modelId and document_id = any(@documents) and not ordinal = any(@present)
            """,
            new { modelId, documents, present },
            cancellationToken: cancellationToken))).AsList();

    /// <summary>Chunks of any document that were written once and do not belong there any more, some at a time.</summary>
    public static async Task<IReadOnlyList<(Guid TenantId, int Ordinal)>> OutdatedAsync(
        NpgsqlConnection connection, string modelId, int limit, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<(Guid, int)>(new CommandDefinition(
            """
            select r.tenant_id, r.ordinal from vector_feed_rows r
            where r.model_id = @modelId and not exists (
                select 1 from chunks c join documents d on d.id = c.document_id and d.current_version_id = c.version_id
                join embeddings e on e.model_id = r.model_id and e.ordinal = c.ordinal
                where c.ordinal = r.ordinal and d.deleted_at is null)
            limit @limit
            """,
            new { modelId, limit },
            commandTimeout: 0,
            cancellationToken: cancellationToken))).AsList();

    /// <summary>Forgets chunks that were removed.</summary>
    public static Task ForgetAsync(NpgsqlConnection connection, string modelId, int[] ordinals, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "delete from vector_feed_rows where model_id = @modelId and ordinal = any(@ordinals)",
            new { modelId, ordinals },
            cancellationToken: cancellationToken));

    public static Task FilledToAsync(
        NpgsqlConnection connection, string modelId, int ordinal, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "update vector_feeds set ordinal = @ordinal, updated_at = @now where model_id = @modelId",
            new { modelId, ordinal, now },
            cancellationToken: cancellationToken));

    /// <summary>All chunks are written: from here on the feed follows the log, and models that were searched before are retired.</summary>
    public static Task CompleteAsync(
        NpgsqlConnection connection, string modelId, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            update vector_feeds set updated_at = @now,
                state = case when model_id = @modelId then '{VectorFeedRow.Current}' else '{VectorFeedRow.Retired}' end
            where model_id = @modelId or state <> '{VectorFeedRow.Retired}';
            select pg_notify('{Channel}', '')
            """,
            new { modelId, now },
            cancellationToken: cancellationToken));

    /// <summary>The index holds everything up to a position.</summary>
    public static Task AdvanceAsync(
        NpgsqlConnection connection, string modelId, long position, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            update vector_feeds set position = @position, updated_at = @now where model_id = @modelId;
            select pg_notify('{Channel}', '')
            """,
            new { modelId, position, now },
            cancellationToken: cancellationToken));

    /// <summary>Says on all servers what keeps the feeds from going on, or that nothing does.</summary>
    public static Task SayAsync(NpgsqlConnection connection, string? trouble, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            $"""
            with said as (update vector_feeds set trouble = @trouble where trouble is distinct from @trouble returning 1)
            select pg_notify('{Channel}', '') from said limit 1
            """,
            new { trouble },
            cancellationToken: cancellationToken));

    public static async Task<IReadOnlyList<Guid>> TenantsAsync(
        NpgsqlConnection connection, string modelId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(
            "select distinct tenant_id from vector_feed_rows where model_id = @modelId", new { modelId },
            commandTimeout: 0, cancellationToken: cancellationToken))).AsList();

    public static Task RemoveAsync(NpgsqlConnection connection, string modelId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            "delete from vector_feeds where model_id = @modelId",
            new { modelId },
            commandTimeout: 0,
            cancellationToken: cancellationToken));
}
