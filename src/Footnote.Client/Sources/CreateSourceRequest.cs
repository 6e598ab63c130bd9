namespace Footnote.Client.Sources;

/// <summary>A source to add: exactly one of folder, website, S3 and git says where it is.</summary>
/// <param name="Name">Its name.</param>
public sealed record CreateSourceRequest(string Name)
{
    /// <summary>A folder of the server's machine.</summary>
    public SourceFolder? Folder { get; init; }

    /// <summary>A web site.</summary>
    public SourceWebsite? Website { get; init; }

    /// <summary>A bucket.</summary>
    public SourceBucket? S3 { get; init; }

    /// <summary>A Git repository.</summary>
    public SourceRepository? Git { get; init; }

    /// <summary>The collection its documents go into.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>When it runs by itself.</summary>
    public SourceSchedule? Schedule { get; init; }

    /// <summary>Patterns of items that are wanted.</summary>
    public IReadOnlyList<string>? Include { get; init; }

    /// <summary>Patterns of items that are not wanted.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>Tags of its documents.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Category of its documents.</summary>
    public string? Category { get; init; }
}
