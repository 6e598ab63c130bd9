namespace Footnote.Client.Documents;

/// <summary>Why a document could not be read.</summary>
/// <param name="Code">Stable, for example <c>ENCRYPTED</c>, <c>CORRUPT</c>, <c>NO_TEXT</c>, <c>TIMEOUT</c>.</param>
/// <param name="Message">Sentence fit to be shown.</param>
public sealed record DocumentFault(string Code, string Message);
