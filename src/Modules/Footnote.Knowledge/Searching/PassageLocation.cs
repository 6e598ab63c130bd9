namespace Footnote.Knowledge.Searching;

/// <summary>Where a passage stands. <see cref="Start"/> and <see cref="End"/> are UTF-16 offsets into the document's text.</summary>
public sealed record PassageLocation(int? Page, int Start, int End, IReadOnlyList<string> HeadingPath);
