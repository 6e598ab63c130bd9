using Footnote.Platform.Modules;
using Footnote.Retrieval.Dense;

namespace Footnote.Server.Embedding;

/// <summary>Loads the encoder while the server starts and offers it to retrieval.</summary>
internal sealed class EncoderHost(EncoderSource source) : IEmbeddingGenerator, IStartupStep, IHealthContributor, IDisposable
{
    private EncoderEmbeddingGenerator? _generator;

    public int Order => 5;

    public string Name => "encoder";

    public bool IsRequired => true;

    public string ModelId => Generator.ModelId;

    public int Dimensions => Generator.Dimensions;

    private EncoderEmbeddingGenerator Generator => _generator ?? throw new InvalidOperationException("The encoder is not loaded yet.");

    public int CountTokens(string text) => Generator.CountTokens(text);

    public async Task RunAsync(CancellationToken ct) => _generator = await Task.Run(source.Load, ct);

    public ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts,
        EmbeddingPurpose purpose,
        CancellationToken cancellationToken = default) => Generator.GenerateAsync(texts, purpose, cancellationToken);

    public Task<HealthReport> CheckAsync(CancellationToken ct) => Task.FromResult(_generator is { } generator
        ? HealthReport.Healthy(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["model"] = generator.ModelId,
            ["dimensions"] = generator.Dimensions,
        })
        : HealthReport.Unhealthy("not loaded"));

    public void Dispose()
    {
        if (!source.IsShared)
        {
            _generator?.Dispose();
        }
    }
}
