namespace Footnote.Knowledge.Documents;

/// <summary>A document as its table holds it.</summary>
internal sealed class DocumentRow
{
    /// <summary>The columns, for select lists.</summary>
    public const string Columns = """
        id, title, file_name, media_type, status, progress, error_code, error_message, warnings, collection_id, category, tags, restricted,
        owner_id, size_bytes, pages, chunks, language, position, created_at, updated_at, object_key, current_version_id, version,
        latest_version, revision, source, source_ref, document_date, custom::text as custom, deleted_at
        """;

    public Guid Id { get; init; }

    public string Title { get; init; } = string.Empty;

    public string? FileName { get; init; }

    public string MediaType { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public float Progress { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string[] Warnings { get; init; } = [];

    public Guid? CollectionId { get; init; }

    public string? Category { get; init; }

    public string[] Tags { get; init; } = [];

    public bool Restricted { get; init; }

    public Guid OwnerId { get; init; }

    public long SizeBytes { get; init; }

    public int? Pages { get; init; }

    public int? Chunks { get; init; }

    public string? Language { get; init; }

    public long Position { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string ObjectKey { get; init; } = string.Empty;

    public Guid? CurrentVersionId { get; init; }

    public int Version { get; init; }

    public int LatestVersion { get; init; }

    public int Revision { get; init; }

    public string Source { get; init; } = string.Empty;

    public string? SourceRef { get; init; }

    public DateOnly? DocumentDate { get; init; }

    public string Custom { get; init; } = "{}";

    public DateTimeOffset? DeletedAt { get; init; }

    public DocumentResponse ToResponse() => new()
    {
        Id = Id,
        Title = Title,
        FileName = FileName,
        MediaType = MediaType,
        Status = Status,
        Progress = Math.Round(Progress, 3),
        Error = ErrorCode is null ? null : new DocumentFault(ErrorCode, ErrorMessage ?? string.Empty),
        Warnings = Warnings,
        CollectionId = CollectionId,
        Category = Category,
        Tags = Tags,
        Restricted = Restricted,
        OwnerId = OwnerId,
        SizeBytes = SizeBytes,
        Pages = Pages,
        Chunks = Chunks,
        Language = Language,
        Position = Position,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Etag = EntityTag.Of(Revision),
        Version = CurrentVersionId is null ? null : Version,
        LatestVersion = LatestVersion,
        Source = Source,
        SourceRef = SourceRef,
        DocumentDate = DocumentDate,
        Custom = CustomFields.Parse(Custom),
        DeletedAt = DeletedAt,
    };
}
