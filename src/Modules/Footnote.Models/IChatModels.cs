namespace Footnote.Models;

/// <summary>The chat models of this server.</summary>
public interface IChatModels
{
    ChatModel Primary { get; }

    /// <summary>
    /// In the order they are tried: the primary one, the cheaper one, the extractive answerer. Those not configured are left out.
    /// </summary>
    IReadOnlyList<ChatModel> Chain { get; }
}
