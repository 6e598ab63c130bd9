namespace Footnote.Chat.Streaming;

/// <summary>The data of the event delta.</summary>
/// <param name="Text">More text of the answer.</param>
/// <param name="Reset">True when another model starts over: the text before this piece does not count.</param>
internal sealed record DeltaData(string Text, bool Reset = false);
