namespace Footnote.Models.Words;

/// <summary>A word of a text: its span, its folded form and the stem that stands for its inflections.</summary>
internal readonly record struct Word(int Start, int End, string Folded, string Term, bool IsNumber, bool IsCapitalized)
{
    public bool IsContent => IsNumber || !FunctionWords.Contains(Folded);
}
