namespace Footnote.Knowledge.Access;

/// <summary>Where a change of readers stands in the change log, and the document's revision after it.</summary>
internal sealed record ChangedReaders(long Position, int Revision);
