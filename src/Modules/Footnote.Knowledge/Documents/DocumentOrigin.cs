namespace Footnote.Knowledge.Documents;

/// <summary>Where a document came from; the id and the name are set together, for synchronised sources.</summary>
/// <param name="Source">One of <see cref="DocumentSource"/>.</param>
/// <param name="SourceId">The synchronised source that keeps it.</param>
/// <param name="SourceRef">Its name there, such as a path or an address; unique within the source.</param>
internal sealed record DocumentOrigin(string Source, Guid? SourceId = null, string? SourceRef = null);
