namespace Footnote.Retrieval.Dense;

/// <summary>The arrays of a <see cref="VectorStore"/>. The numbers are part of the snapshot format.</summary>
internal enum StorePart
{
    Codes = 0,
    Scales = 1,
    Vectors = 2,
    Ids = 3,
    Levels = 4,
    Links = 5,
    UpperOffsets = 6,
    UpperLinks = 7,
}
