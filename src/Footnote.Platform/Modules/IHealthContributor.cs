namespace Footnote.Platform.Modules;

/// <summary>One line of /health/detailed; a required one also gates /health/ready.</summary>
public interface IHealthContributor
{
    string Name { get; }

    bool IsRequired { get; }

    /// <summary>Answers within a second or two; an exception counts as unhealthy.</summary>
    Task<HealthReport> CheckAsync(CancellationToken ct);
}
