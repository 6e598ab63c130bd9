namespace Footnote.Knowledge.Storage.S3;

/// <summary>One bucket and how to reach it.</summary>
internal sealed record S3Settings(string Bucket, string Region)
{
    /// <summary>Null means Amazon's address of the region.</summary>
    public Uri? Endpoint { get; init; }

    public bool IsPathStyle { get; init; }

    /// <summary>Null sends unsigned requests, for public buckets.</summary>
    public S3Credentials? Credentials { get; init; }

    /// <summary>Per request; while a body is read, the longest silence.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public int MaxRetries { get; init; } = 4;

    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Larger objects are sent in parts of this size; the protocol asks for at least 5 MB.</summary>
    public int PartBytes { get; init; } = 8 * 1024 * 1024;

    public static S3Settings From(ObjectStoreOptions options) => new(options.Bucket, options.Region)
    {
        Endpoint = options.Endpoint.Length > 0 ? new Uri(options.Endpoint) : null,
        IsPathStyle = options.PathStyle,
        Credentials = new S3Credentials(options.AccessKey, options.SecretKey),
        AttemptTimeout = options.AttemptTimeout,
        MaxRetries = options.MaxRetries,
        BreakDuration = options.BreakDuration,
    };
}
