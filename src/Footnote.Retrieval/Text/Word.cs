namespace Footnote.Retrieval.Text;

/// <summary>A word found by <see cref="WordSegmenter"/>.</summary>
/// <param name="Start">Index of the first UTF-16 code unit.</param>
/// <param name="End">Index behind the last UTF-16 code unit.</param>
/// <param name="Kind">What it consists of.</param>
public readonly record struct Word(int Start, int End, WordKind Kind);
