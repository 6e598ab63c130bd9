namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A bucket with the secret of its access key, which no response shows.</summary>
internal sealed record BucketBody
{
    public string? Bucket { get; init; }

    public string? Prefix { get; init; }

    public string? Endpoint { get; init; }

    public string? Region { get; init; }

    public bool? PathStyle { get; init; }

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    public BucketSettings ToSettings() => new()
    {
        Bucket = Bucket?.Trim() ?? string.Empty,
        Prefix = Prefix ?? string.Empty,
        Endpoint = string.IsNullOrWhiteSpace(Endpoint) ? null : Endpoint.Trim(),
        Region = string.IsNullOrWhiteSpace(Region) ? "us-east-1" : Region.Trim(),
        PathStyle = PathStyle ?? false,
        AccessKey = string.IsNullOrEmpty(AccessKey) ? null : AccessKey,
    };
}
