namespace Footnote.Knowledge.Reading.Compound;

/// <summary>A stream or a folder within a compound file.</summary>
internal sealed record CompoundEntry(string Name, bool IsStream, uint Start, long Length)
{
    internal int Child { get; init; }

    internal int Left { get; init; }

    internal int Right { get; init; }
}
