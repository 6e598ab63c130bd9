namespace Footnote.Evaluation.Fitting;

/// <summary>
/// How a gate did on a collection it was not fitted on. Refusal counts what the collection cannot answer as the positive class.
/// </summary>
/// <param name="Set">The collection.</param>
/// <param name="Kind">How the truth of its unanswerable examples is known: labelled, withheld, stranger or offtopic.</param>
/// <param name="Answerable">Number of answerable examples.</param>
/// <param name="Unanswerable">Number of unanswerable examples.</param>
/// <param name="Auc">The chance that an answerable example gets the higher probability of two.</param>
/// <param name="Passed">Share of the answerable examples that pass the gate.</param>
/// <param name="Refused">Share of the unanswerable examples that are refused.</param>
/// <param name="RefusalF1">Harmonic mean of precision and recall of refusing.</param>
public sealed record GateFittingSet(
    string Set, string Kind, int Answerable, int Unanswerable, double Auc, double Passed, double Refused, double RefusalF1);
