namespace Footnote.Client.Sources;

/// <summary>Why an item failed.</summary>
/// <param name="Reference">Its name at the source.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Message">For people.</param>
public sealed record SourceItemFault(string Reference, string Code, string Message);
