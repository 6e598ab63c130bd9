namespace Footnote.Knowledge.Sources.Running;

/// <summary>How a run ended.</summary>
internal sealed record RunEnd(string State, SourceFailure? Failure = null);
