namespace Footnote.Knowledge.Documents;

/// <summary>Why a document has no text.</summary>
internal sealed record DocumentFault(string Code, string Message);
