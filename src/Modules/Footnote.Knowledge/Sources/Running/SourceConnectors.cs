using Footnote.Knowledge.Sources.Buckets;
using Footnote.Knowledge.Sources.Folders;
using Footnote.Knowledge.Sources.Git;
using Footnote.Knowledge.Sources.Web;
using Footnote.Knowledge.Storage.S3;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>Makes the connector of a source for one run, within what the operator allows.</summary>
internal sealed class SourceConnectors(
    SourceVault vault, DataFolder folder, IOptions<KnowledgeOptions> options, TimeProvider timeProvider, ILogger<S3Bucket> logger)
{
    private SourceOptions Limits => options.Value.Sources;

    /// <exception cref="SourceException">The stored settings or secrets cannot be used.</exception>
    public ISourceConnector Create(SourceRow source)
    {
        var settings = source.ReadSettings();
        var scope = new SourceScope(source.Include, source.Exclude);
        return settings switch
        {
            { Folder: { } place } => new FolderConnector(place.Path, new AllowedFolders(Limits.AllowedFolders), scope),
            { Website: { } site } => OfWebsite(site, scope),
            { S3: { } bucket } => OfBucket(bucket, vault.Open(source.Id, source.Secrets), scope),
            { Git: { } repository } => OfRepository(source.Id, repository, vault.Open(source.Id, source.Secrets), scope),
            _ => throw new SourceException(SourceFailures.Internal()),
        };
    }

    /// <summary>Removes what a source left on this machine.</summary>
    public void Forget(Guid sourceId)
    {
        var repository = RepositoryOf(sourceId);
        if (Directory.Exists(repository))
        {
            Directory.Delete(repository, recursive: true);
        }
    }

    private WebConnector OfWebsite(WebsiteSettings site, SourceScope scope)
    {
        var network = new GuardedNetwork(new PrivateHosts(Limits.AllowedPrivateHosts));
        var limits = new FetchLimits(Limits.WebMaxBytes, Limits.WebTimeout) { UserAgent = $"{Limits.RobotName}/1.0" };
        var fetcher = new PageFetcher(network.CreateHttp(unpacks: true), limits, folder.Temporary, timeProvider);
        var settings = new WebSettings(new Uri(site.Url)) { MaxDepth = site.MaxDepth, MaxPages = site.MaxPages };
        return new WebConnector(
            site.ContentTypes is { } types ? settings with { ContentTypes = types } : settings,
            scope, fetcher, new CrawlPace(Limits.WebPause, timeProvider), Limits.RobotName);
    }

    private BucketConnector OfBucket(BucketSettings bucket, SourceSecrets secrets, SourceScope scope)
    {
        var network = new GuardedNetwork(new PrivateHosts(Limits.AllowedPrivateHosts));
        var settings = new S3Settings(bucket.Bucket, bucket.Region)
        {
            Endpoint = bucket.Endpoint is { } endpoint ? new Uri(endpoint) : null,
            IsPathStyle = bucket.PathStyle,
            Credentials = bucket.AccessKey is { } key ? new S3Credentials(key, secrets.SecretKey ?? string.Empty) : null,
        };
        return new BucketConnector(new S3Bucket(settings, network.CreateHttp(unpacks: false), logger), bucket.Prefix, scope);
    }

    private GitConnector OfRepository(Guid sourceId, RepositorySettings repository, SourceSecrets secrets, SourceScope scope)
    {
        var hosts = new PrivateHosts(Limits.AllowedPrivateHosts);
        var settings = new GitSettings(new Uri(repository.Url))
        {
            Branch = repository.Branch,
            Path = repository.Path,
            UserName = repository.UserName ?? "git",
            Token = secrets.Token,
            Key = secrets.SshKey,
        };
        return new GitConnector(
            settings,
            scope,
            new GitLimits(Limits.GitProtocols, Limits.GitTimeout, Limits.GitMaxBytes) { MaxEntries = Limits.MaxItems * 10 },
            new GitPlace(
                RepositoryOf(sourceId), folder.Temporary, new AllowedFolders(Limits.AllowedFolders), hosts, new GuardedNetwork(hosts)));
    }

    private string RepositoryOf(Guid sourceId) => Path.Combine(folder.Root, "sources", $"{sourceId:n}.git");
}
