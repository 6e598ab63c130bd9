namespace Footnote.Knowledge.Embedding;

/// <summary>What one step of a backfill did.</summary>
/// <param name="Last">The last chunk looked at; the next step goes on behind it.</param>
/// <param name="Chunks">How many were embedded.</param>
/// <param name="Documents">The documents they belong to.</param>
internal sealed record BackfillStep(int Last, int Chunks, IReadOnlyList<(Guid TenantId, Guid DocumentId)> Documents);
