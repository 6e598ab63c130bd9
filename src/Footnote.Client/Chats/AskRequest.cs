using Footnote.Client.Searching;

namespace Footnote.Client.Chats;

/// <summary>A question. Members that are null take the server's default.</summary>
/// <param name="Message">The question, at most 2,000 characters.</param>
public sealed record AskRequest(string Message)
{
    /// <summary>The conversation to continue; null starts one.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whether to answer from documents; true by default.</summary>
    public bool? EnableRag { get; init; }

    /// <summary>Whether the answer arrives as events; set by the methods of the client.</summary>
    public bool? Stream { get; init; }

    /// <summary>Which documents may answer.</summary>
    public SearchFilters? Filters { get; init; }

    /// <summary>Longest answer in tokens, 50 to 2,000; 512 by default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Sampling temperature, 0 to 1; .7 by default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Waits until the index has read the change log up to here.</summary>
    public long? MinPosition { get; init; }
}
