using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Indexing;

/// <summary>Loads the index before the server is ready, and has documents without embeddings of the model in use embedded again.</summary>
internal sealed class IndexStartup(IndexFollower follower, MissingEmbeddings missing) : IStartupStep
{
    public int Order => 200;

    public string Name => "index";

    public async Task RunAsync(CancellationToken ct)
    {
        await follower.LoadAsync(ct);
        await missing.EnqueueAsync(ct);
    }
}
