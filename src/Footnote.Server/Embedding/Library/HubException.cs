namespace Footnote.Server.Embedding.Library;

/// <summary>A hub did not give what was asked of it.</summary>
/// <param name="message">What happened, with the file.</param>
/// <param name="isInterrupted">Whether the transfer broke off, so that trying again goes on from there.</param>
/// <param name="innerException">The failure below, if any.</param>
public sealed class HubException(string message, bool isInterrupted = false, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Whether the transfer broke off, so that trying again goes on from there.</summary>
    public bool IsInterrupted { get; } = isInterrupted;

    /// <summary>Whether the reason may pass, so that the same request is worth another attempt.</summary>
    internal bool IsPassing { get; init; } = isInterrupted;

    /// <summary>How long the hub asks to wait; null when it does not say.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
