namespace Footnote.Simulators;

/// <summary>What one request to a simulated service meets.</summary>
public sealed record SimulatedFault(int Status = 200)
{
    /// <summary>Lets a request pass, so that a later one meets the next fault.</summary>
    public static SimulatedFault None { get; } = new() { IsNone = true };

    public bool IsNone { get; private init; }

    /// <summary>Sent as the Retry-After header.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Waits this long before the status line.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What comes with status 200.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether the connection breaks off after the body.</summary>
    public bool IsCut { get; init; }
}
