using Footnote.Knowledge.Access;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A source as a request describes it: exactly one of folder, website, s3 and git says where it is.</summary>
internal sealed record SourceBody
{
    public string? Name { get; init; }

    public FolderSettings? Folder { get; init; }

    public WebsiteSettings? Website { get; init; }

    public BucketBody? S3 { get; init; }

    public RepositoryBody? Git { get; init; }

    public Guid? CollectionId { get; init; }

    public ScheduleBody? Schedule { get; init; }

    public IReadOnlyList<string>? Include { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Category { get; init; }

    /// <summary>Who may read its documents; absent means everyone in the organisation.</summary>
    public ReadersRequest? Readers { get; init; }

    public bool? Enabled { get; init; }
}
