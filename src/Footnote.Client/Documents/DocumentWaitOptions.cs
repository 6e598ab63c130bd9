namespace Footnote.Client.Documents;

/// <summary>How <see cref="DocumentsClient.WaitAsync"/> waits.</summary>
public sealed record DocumentWaitOptions
{
    /// <summary>Pause between two questions; 200 ms by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Told of every state seen.</summary>
    public IProgress<Document>? Progress { get; init; }

    /// <summary>Clock of the pauses.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
