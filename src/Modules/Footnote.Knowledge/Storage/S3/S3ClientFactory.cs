using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>Makes clients of the SDK whose defaults do no harm: no retries of their own, no checksums or framing that other stores would
/// keep inside the object, nothing read from the machine's profile.</summary>
internal static class S3ClientFactory
{
    public static AmazonS3Client Create(S3Settings settings, HttpClient http)
    {
        var configuration = new AmazonS3Config
        {
            AuthenticationRegion = settings.Region,
            ForcePathStyle = settings.IsPathStyle,
            MaxErrorRetry = 0,
            Timeout = Timeout.InfiniteTimeSpan,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new FixedHttpClientFactory(http),
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
        };
        if (settings.Endpoint is { } endpoint)
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
        }
        else
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        AWSCredentials credentials = settings.Credentials is { } key
            ? new BasicAWSCredentials(key.AccessKey, key.SecretKey)
            : new AnonymousAWSCredentials();
        return new AmazonS3Client(credentials, configuration);
    }

    private sealed class FixedHttpClientFactory(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
