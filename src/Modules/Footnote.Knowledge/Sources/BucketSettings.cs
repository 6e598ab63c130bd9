namespace Footnote.Knowledge.Sources;

/// <summary>A bucket of a store that speaks S3.</summary>
internal sealed record BucketSettings
{
    public string Bucket { get; init; } = string.Empty;

    public string Prefix { get; init; } = string.Empty;

    /// <summary>Null means Amazon's address of the region.</summary>
    public string? Endpoint { get; init; }

    public string Region { get; init; } = "us-east-1";

    public bool PathStyle { get; init; }

    /// <summary>Null reads a public bucket without a signature.</summary>
    public string? AccessKey { get; init; }
}
