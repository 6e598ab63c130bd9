namespace Footnote.Client.Sources;

/// <summary>A place outside that documents are kept in step with.</summary>
public sealed record Source
{
    /// <summary>Stable id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>folder, website, s3 or git: which of the four members below is set.</summary>
    public required string Kind { get; init; }

    /// <summary>A folder of the server's machine.</summary>
    public SourceFolder? Folder { get; init; }

    /// <summary>A web site.</summary>
    public SourceWebsite? Website { get; init; }

    /// <summary>A bucket.</summary>
    public SourceBucket? S3 { get; init; }

    /// <summary>A Git repository.</summary>
    public SourceRepository? Git { get; init; }

    /// <summary>Whether a secret is stored.</summary>
    public bool HasSecret { get; init; }

    /// <summary>The collection its documents go into.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Null or empty: it runs when somebody asks for it.</summary>
    public SourceSchedule? Schedule { get; init; }

    /// <summary>Patterns of items that are wanted; none means all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of items that are not wanted.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Tags of its documents.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Category of its documents.</summary>
    public string? Category { get; init; }

    /// <summary>Whether it runs by its schedule.</summary>
    public bool Enabled { get; init; }

    /// <summary>Documents it keeps.</summary>
    public int DocumentCount { get; init; }

    /// <summary>When it runs next by itself.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Its latest run; null when it never ran.</summary>
    public SourceRun? LastRun { get; init; }

    /// <summary>Where it is, in words.</summary>
    public string Place => Folder?.Path ?? Website?.Url ?? Git?.Url ?? (S3 is null ? "" : $"{S3.Bucket}/{S3.Prefix}");
}
