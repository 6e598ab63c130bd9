namespace Footnote.Client.Sources;

/// <summary>Why a run failed.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">For people.</param>
public sealed record SourceFault(string Code, string Message);
