namespace Footnote.Client.Sources;

/// <summary>A bucket of a store that speaks S3.</summary>
/// <param name="Bucket">Its name.</param>
public sealed record SourceBucket(string Bucket)
{
    /// <summary>Objects whose keys begin so.</summary>
    public string? Prefix { get; init; }

    /// <summary>Address of the store; null means Amazon's.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The region of the bucket.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the bucket is named in the path.</summary>
    public bool? PathStyle { get; init; }

    /// <summary>The id of the access key.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret of the access key; never in a response.</summary>
    public string? SecretKey { get; init; }
}
