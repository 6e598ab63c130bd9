namespace Footnote.Knowledge.Reading;

/// <summary>What reading one file may cost.</summary>
public sealed record ReadingLimits
{
    /// <summary>Wall-clock time for one file; exceeding it is TIMEOUT.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Extracted characters; what follows is left out with a warning.</summary>
    public int Characters { get; init; } = 20_000_000;

    /// <summary>Bytes a zip container may unpack to in total.</summary>
    public long UnpackedBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Entries a zip container may have.</summary>
    public int Entries { get; init; } = 20_000;

    /// <summary>How deep documents within documents are followed.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>How many attachments of one mail are read.</summary>
    public int Attachments { get; init; } = 100;

    /// <summary>Address space of an external program.</summary>
    public long ProcessBytes { get; init; } = 2L * 1024 * 1024 * 1024;
}
