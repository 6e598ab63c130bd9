namespace Footnote.Models.Extractive;

/// <summary>A sentence with how well it answers one facet.</summary>
internal sealed record ScoredSentence(PassageSentence Sentence, double Score, double Coverage, double Evidence);
