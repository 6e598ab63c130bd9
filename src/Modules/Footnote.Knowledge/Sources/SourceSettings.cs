namespace Footnote.Knowledge.Sources;

/// <summary>Where a source is: exactly the member of its kind is set. This is stored and sent; it holds no secret.</summary>
internal sealed record SourceSettings
{
    public FolderSettings? Folder { get; init; }

    public WebsiteSettings? Website { get; init; }

    public BucketSettings? S3 { get; init; }

    public RepositorySettings? Git { get; init; }
}
