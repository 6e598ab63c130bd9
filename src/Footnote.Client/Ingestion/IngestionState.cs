namespace Footnote.Client.Ingestion;

/// <summary>The queue of documents on their way: everything for administrators, what they may read for others.</summary>
/// <param name="Queued">Documents that wait.</param>
/// <param name="Running">Documents at work.</param>
/// <param name="Dead">Documents the server has given up; they can be tried again.</param>
/// <param name="OldestSeconds">How long the oldest has waited; null when none waits.</param>
/// <param name="PerMinute">Documents that ended per minute of late; null when none have.</param>
/// <param name="EtaSeconds">How long the rest takes at that speed; null when it is not known or the queue is paused.</param>
/// <param name="Paused">An administrator has paused the organisation's queue.</param>
/// <param name="ServerPaused">The operator has paused the server.</param>
public sealed record IngestionState(
    long Queued,
    long Running,
    long Dead,
    double? OldestSeconds,
    double? PerMinute,
    double? EtaSeconds,
    bool Paused,
    bool ServerPaused);
