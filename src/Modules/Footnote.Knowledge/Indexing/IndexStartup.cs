using Footnote.Knowledge.Embedding;
using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Indexing;

/// <summary>Loads the index before the server is ready.</summary>
internal sealed class IndexStartup(IndexFollower follower) : IStartupStep
{
    public int Order => 200;

    public string Name => "index";

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await follower.LoadAsync(ct);
        }
        catch (EmbeddingModelException missing)
        {
            throw new StartupException(
                ExitCode.MissingDependency, $"The embedding model that was changed to cannot be loaded. {missing.Message}", missing);
        }
    }
}
