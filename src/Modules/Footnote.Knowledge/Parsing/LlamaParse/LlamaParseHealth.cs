using Footnote.Platform.Modules;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>Whether the service answers; documents are read here while it does not.</summary>
internal sealed class LlamaParseHealth(LlamaParseApi api, LlamaParseOptions options) : IHealthContributor
{
    public string Name => "llamaparse";

    public bool IsRequired => false;

    public Task<HealthReport> CheckAsync(CancellationToken ct) => Task.FromResult(
        !options.IsConfigured ? HealthReport.Healthy(new Dictionary<string, object>(StringComparer.Ordinal) { ["configured"] = false })
        : api.IsLeftAlone ? HealthReport.Degraded("LlamaParse keeps failing; documents are read by the server itself.")
        : HealthReport.Healthy());
}
