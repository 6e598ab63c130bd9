namespace Footnote.Knowledge.Collections;

/// <summary>A collection as it is read for a caller.</summary>
internal sealed class CollectionRow
{
    /// <summary>
    /// The select list over collections c. A document waits when its chunks were cut in another way and a job is about to change that.
    /// </summary>
    public const string Columns = $"""
        c.id, c.name, c.kind, c.owner_id, c.created_at, c.chunking_strategy, c.chunking_tokens, c.chunking_overlap,
        (select count(*)::int from documents d
         where d.collection_id = c.id and d.tenant_id = c.tenant_id and d.deleted_at is null and d.readers && @Keys) as document_count,
        (select count(*)::int from documents d join document_versions v on v.id = d.current_version_id
         where d.collection_id = c.id and d.tenant_id = c.tenant_id and d.deleted_at is null and d.readers && @Keys
            and coalesce(v.chunking, @DefaultKey) <> coalesce({ChunkingSettings.KeySql}, @DefaultKey)
            and exists (
                select 1 from ingestion_jobs j where j.document_id = d.id and j.state in ('queued', 'running'))) as waiting
        """;

    public Guid Id { get; init; }

    public string Name { get; init; } = string.Empty;

    public string Kind { get; init; } = string.Empty;

    public Guid OwnerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? ChunkingStrategy { get; init; }

    public int? ChunkingTokens { get; init; }

    public int? ChunkingOverlap { get; init; }

    public int DocumentCount { get; init; }

    public int Waiting { get; init; }

    public CollectionResponse ToResponse(KnowledgeOptions options)
    {
        var standard = ChunkingSettings.Default(options);
        return new CollectionResponse
        {
            Id = Id,
            Name = Name,
            Kind = Kind,
            DocumentCount = DocumentCount,
            CreatedAt = CreatedAt,
            Chunking = new CollectionChunking(
                ChunkingStrategy ?? ChunkingSettings.NameOf(standard.Strategy),
                ChunkingTokens ?? standard.Tokens,
                ChunkingOverlap ?? standard.Overlap,
                IsDefault: ChunkingStrategy is null,
                Waiting),
        };
    }
}
