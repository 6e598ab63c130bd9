using Footnote.Knowledge.Indexing;

namespace Footnote.Knowledge.Vectors;

/// <summary>The embedding of a chunk and the document it belongs to, whose properties searches filter by.</summary>
internal sealed record VectorRow(int Ordinal, IndexedDocument Document, float[] Vector);
