namespace Footnote.Knowledge.Sources.Running;

/// <summary>An item that a run could not bring in.</summary>
internal sealed record ItemFailure(string Reference, string Code, string Message);
