using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>Checks the settings of the service at start.</summary>
internal sealed class LlamaParseValidator : IValidateOptions<KnowledgeOptions>
{
    private const int MostRetries = 10;
    private static readonly string[] Tiers = ["fast", "cost_effective", "agentic", "agentic_plus"];

    public ValidateOptionsResult Validate(string? name, KnowledgeOptions options)
    {
        var faults = Faults(options.LlamaParse).Concat(LlamaParseScope.Faults(options.LlamaParse)).ToList();
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Faults(LlamaParseOptions options)
    {
        const string Section = "Footnote:Knowledge:LlamaParse:";
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address) || address.UserInfo.Length > 0
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return $"{Section}BaseUrl must be an https address without credentials (http only for this machine itself).";
        }

        if (!Tiers.Contains(options.Tier, StringComparer.Ordinal))
        {
            yield return $"{Section}Tier must be one of {string.Join(", ", Tiers)}.";
        }

        if (options.Version.Length == 0)
        {
            yield return $"{Section}Version must be latest or a date.";
        }

        if (options.MaxBytes <= 0 || options.MaxPages <= 0 || options.MaxRetries is < 0 or > MostRetries)
        {
            yield return $"{Section}MaxBytes and MaxPages must be positive, MaxRetries between 0 and {MostRetries}.";
        }

        TimeSpan[] times = [options.RequestTimeout, options.JobTime, options.PollInterval, options.RetryDelay, options.MaxRetryDelay];
        if (times.Any(time => time <= TimeSpan.Zero || time > TimeSpan.FromDays(1)) || options.BreakDuration < TimeSpan.FromSeconds(0.5))
        {
            yield return $"{Section}the times must be positive and at most a day; BreakDuration at least half a second.";
        }
    }
}
