namespace Footnote.Knowledge.Reading;

/// <summary>What a file is by its content, and whether its name claims something else.</summary>
internal sealed record SniffedFile(FileFormat Format, ReadingWarning? Mismatch);
