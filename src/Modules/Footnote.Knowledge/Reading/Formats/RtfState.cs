namespace Footnote.Knowledge.Reading.Formats;

/// <summary>What a group of RTF inherits from the one around it.</summary>
/// <param name="IsSkipped">Its text is not part of the document.</param>
/// <param name="IsFontTable">It defines fonts.</param>
/// <param name="Font">The font in use; its character set decides how bytes are read.</param>
/// <param name="FallbackLength">How many characters stand in for a Unicode character and are skipped after it.</param>
internal readonly record struct RtfState(bool IsSkipped, bool IsFontTable, int Font, int FallbackLength);
