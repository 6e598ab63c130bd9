namespace Footnote.Knowledge.Reading;

/// <summary>Something about a completed reading that its owner should know.</summary>
/// <param name="Code">Stable, UPPER_SNAKE.</param>
/// <param name="Message">One sentence; never holds text of the document.</param>
public sealed record ReadingWarning(string Code, string Message);
