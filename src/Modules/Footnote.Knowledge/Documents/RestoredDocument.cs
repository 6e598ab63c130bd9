namespace Footnote.Knowledge.Documents;

/// <summary>A document that was brought back.</summary>
internal sealed record RestoredDocument(string Status, long Position, int Revision);
