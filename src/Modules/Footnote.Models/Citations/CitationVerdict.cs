namespace Footnote.Models.Citations;

/// <summary>Whether a cited passage says what the sentence says.</summary>
public enum CitationVerdict
{
    Supported,
    Partial,
    Unsupported,
}
