namespace Footnote.Knowledge.Storage.S3;

/// <summary>An access key. Its text form shows no secret.</summary>
internal sealed class S3Credentials(string accessKey, string secretKey)
{
    public string AccessKey { get; } = accessKey;

    public string SecretKey { get; } = secretKey;
}
