namespace Footnote.Client.Streaming;

/// <summary>One event of a <c>text/event-stream</c>.</summary>
/// <param name="Id">The last id seen in the stream, this event's included; empty when there was none.</param>
/// <param name="Type">The event's type; <c>message</c> when the stream names none.</param>
/// <param name="Data">The data lines joined by line feeds.</param>
public sealed record SseEvent(string Id, string Type, string Data);
