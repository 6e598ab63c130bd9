using Footnote.Encoder;
using Footnote.Platform.Modules;
using Footnote.Retrieval.Reranking;

namespace Footnote.Server.Embedding;

/// <summary>
/// Offers the cross-encoder to retrieval and answering. It is loaded beside the rest of the start; who asks before it is there waits, and
/// who asks one that could not be loaded gets the exception and goes on without.
/// </summary>
internal sealed class CrossEncoderHost(CrossEncoderSource source, ILogger<CrossEncoderHost> logger)
    : ICrossEncoder, IStartupStep, IHealthContributor, IDisposable
{
    private Task<CrossEncoder>? _loading;

    public int Order => 6;

    public string Name => "cross_encoder";

    public bool IsRequired => false;

    public Task RunAsync(CancellationToken ct)
    {
        var folder = source.Find();
        _loading = Task.Run(() => Load(folder), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async ValueTask<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
    {
        var loading = _loading ?? throw new InvalidOperationException("The cross-encoder is not loaded yet.");
        var encoder = await loading.WaitAsync(cancellationToken);

        // on a thread of its own: a third of a second of computing on a thread of the pool would keep requests waiting
        return await Task.Factory.StartNew(
            () => encoder.Score(query, passages, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    public Task<HealthReport> CheckAsync(CancellationToken ct) => Task.FromResult(_loading switch
    {
        { IsCompletedSuccessfully: true } loaded => HealthReport.Healthy(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["model"] = loaded.Result.ModelId,
        }),
        { IsFaulted: true } => HealthReport.Degraded("could not be loaded"),
        _ => HealthReport.Degraded("not loaded yet"),
    });

    public void Dispose()
    {
        if (!source.IsShared)
        {
            _ = _loading?.ContinueWith(
                loaded => loaded.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion,
                TaskScheduler.Default);
        }
    }

    private CrossEncoder Load(string folder)
    {
        try
        {
            return source.Load(folder);
        }
        catch (Exception fault) when (fault is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            Log.CrossEncoderFailed(logger, fault);
            throw;
        }
    }
}
