using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Dense;

/// <summary>A walk whose results must be live and, when there is a filter, in it.</summary>
/// <param name="Level">The layer to walk in.</param>
/// <param name="Ef">How many results to keep.</param>
/// <param name="Filter">The permitted ids; null permits every live one.</param>
/// <param name="Budget">How many nodes may be scored before the walk gives up.</param>
internal readonly record struct PermittedWalk(int Level, int Ef, IdBitmap? Filter, int Budget);
