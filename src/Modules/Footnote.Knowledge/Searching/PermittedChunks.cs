using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Knowledge.Searching;

/// <summary>
/// Reads chunk texts for one caller. The query repeats the permission and asks for current versions of documents that are not deleted, so
/// whatever an index still holds, nothing else leaves the tables.
/// </summary>
internal sealed class PermittedChunks(ModuleDatabase<KnowledgeSchema> database, Principal principal) : IChunkSource
{
    private readonly Dictionary<int, (Guid ChunkId, Guid DocumentId)> _ids = [];

    /// <summary>Whether chunks were asked for that the tables do not have for this caller: replaced, deleted or forbidden since.</summary>
    public bool AnyAbsent { get; private set; }

    public async ValueTask<IReadOnlyList<ChunkContent>> GetAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken = default)
    {
        const string Sql = """
            select c.ordinal, c.id, c.document_id, c.number, d.title, c.heading_path, c.text, c.start_offset, c.end_offset, c.page,
                d.updated_at, d.language
            from chunks c
            join documents d on d.id = c.document_id and d.current_version_id = c.version_id
            where c.ordinal = any(@Ordinals) and c.tenant_id = @TenantId and d.tenant_id = @TenantId and d.deleted_at is null
                and d.readers && @Keys
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new { Ordinals = ids.ToArray(), principal.TenantId, Keys = principal.AccessKeys.ToArray() },
            cancellationToken: cancellationToken));
        var result = new List<ChunkContent>(ids.Count);
        lock (_ids)
        {
            foreach (var row in rows)
            {
                _ids[row.Ordinal] = (row.Id, row.DocumentId);
                result.Add(row.ToContent());
            }

            AnyAbsent |= result.Count < ids.Count;
        }

        return result;
    }

    /// <summary>The stored ids of a chunk that was read here.</summary>
    public (Guid ChunkId, Guid DocumentId) IdsOf(int ordinal)
    {
        lock (_ids)
        {
            return _ids[ordinal];
        }
    }

    private sealed class Row
    {
        public int Ordinal { get; init; }

        public Guid Id { get; init; }

        public Guid DocumentId { get; init; }

        public int Number { get; init; }

        public string Title { get; init; } = string.Empty;

        public string[] HeadingPath { get; init; } = [];

        public string Text { get; init; } = string.Empty;

        public int StartOffset { get; init; }

        public int EndOffset { get; init; }

        public int? Page { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public string? Language { get; init; }

        public ChunkContent ToContent() => new()
        {
            Id = Ordinal,
            DocumentId = DocumentId.ToString("D"),
            Number = Number,
            Title = Title,
            HeadingPath = HeadingPath,
            Text = Text,
            Start = StartOffset,
            End = EndOffset,
            Page = Page,
            UpdatedAt = UpdatedAt,
            Language = Language,
        };
    }
}
