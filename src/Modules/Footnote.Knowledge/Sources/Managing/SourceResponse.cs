namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A source on the wire, without its secrets.</summary>
internal sealed record SourceResponse
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>folder, website, s3 or git: which of the four members below is set.</summary>
    public required string Kind { get; init; }

    public required FolderSettings? Folder { get; init; }

    public required WebsiteSettings? Website { get; init; }

    public required BucketSettings? S3 { get; init; }

    public required RepositorySettings? Git { get; init; }

    /// <summary>Whether a secret is stored; none is ever shown.</summary>
    public required bool HasSecret { get; init; }

    public required Guid? CollectionId { get; init; }

    /// <summary>Null: it runs when somebody asks for it.</summary>
    public required ScheduleBody? Schedule { get; init; }

    public required IReadOnlyList<string> Include { get; init; }

    public required IReadOnlyList<string> Exclude { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string? Category { get; init; }

    public required SourceReaders Readers { get; init; }

    public required bool Enabled { get; init; }

    public required Guid OwnerId { get; init; }

    public required int DocumentCount { get; init; }

    public required DateTimeOffset? NextRunAt { get; init; }

    public required RunResponse? LastRun { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
