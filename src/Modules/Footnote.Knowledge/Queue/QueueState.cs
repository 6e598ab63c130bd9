namespace Footnote.Knowledge.Queue;

/// <summary>The queue as one caller may see it: administrators count the whole organisation's jobs, others those of documents they may
/// read.</summary>
internal sealed record QueueState
{
    public required long Queued { get; init; }

    public required long Running { get; init; }

    /// <summary>Jobs the server has given up; they can be tried again.</summary>
    public required long Dead { get; init; }

    /// <summary>How long the oldest queued job has waited; null when none waits.</summary>
    public required double? OldestSeconds { get; init; }

    /// <summary>Documents ended per minute of late; null when none have.</summary>
    public required double? PerMinute { get; init; }

    /// <summary>How long what is queued and running takes at that speed; null when it is not known or the queue is paused.</summary>
    public required double? EtaSeconds { get; init; }

    /// <summary>Whether an administrator has paused this organisation's queue.</summary>
    public required bool Paused { get; init; }

    /// <summary>Whether the operator has paused the whole server.</summary>
    public required bool ServerPaused { get; init; }
}
