namespace Footnote.Server.Embedding.Library;

/// <summary>Which hub, and how patient its client is.</summary>
public sealed record ModelHubOptions
{
    /// <summary>Where the hub answers, http or https.</summary>
    public required Uri Address { get; init; }

    /// <summary>
    /// Proves to the hub who asks, for models that are not public; null for nobody. Sent in a header, to the hub alone (a store it
    /// redirects to gets none) and never over plain http but to this machine.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>How often a request is made that fails for a passing reason, 1 to 20. A transfer that advances counts anew.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait before the second attempt; it doubles each time, with jitter. A hub's Retry-After goes before it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait. A hub that asks for more is given up.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(1);
}
