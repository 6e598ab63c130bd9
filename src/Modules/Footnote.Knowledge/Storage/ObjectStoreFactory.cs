using Footnote.Knowledge.Storage.S3;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Storage;

/// <summary>Makes the object store that the configuration names.</summary>
internal sealed class ObjectStoreFactory(
    IOptions<KnowledgeOptions> options, DataFolder folder, TimeProvider timeProvider, ILogger<S3Bucket> logger)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public IObjectStore Create() => Create(options.Value.Objects);

    public IObjectStore Create(ObjectStoreOptions objects) => objects.Kind switch
    {
        ObjectStoreKind.S3 => new S3ObjectStore(
            new S3Bucket(S3Settings.From(objects), CreateHttp(), logger), objects.Prefix, folder, timeProvider),
        _ => new FolderObjectStore(folder, timeProvider),
    };

    /// <summary>The operator's own address is trusted, wherever it is.</summary>
    private static HttpClient CreateHttp() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
