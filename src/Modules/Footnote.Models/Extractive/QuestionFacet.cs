namespace Footnote.Models.Extractive;

/// <summary>One thing that a question asks: a question with "and how does it work" has two.</summary>
internal sealed record QuestionFacet(QuestionKind Kind, IReadOnlyList<string> Terms, IReadOnlyList<string> Topic)
{
    /// <summary>Only of questions for an amount.</summary>
    public AmountUnit Unit { get; init; }
}
