namespace Footnote.Knowledge.Sources;

/// <summary>Why an item or a run failed: a stable code and a sentence for the administrator, without secrets.</summary>
internal sealed record SourceFailure(string Code, string Message);
