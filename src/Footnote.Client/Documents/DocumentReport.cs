namespace Footnote.Client.Documents;

/// <summary>How well a document could be read.</summary>
/// <param name="Id">The document.</param>
/// <param name="Status">One of <see cref="DocumentStatus"/>.</param>
/// <param name="Error">Why there is no text; null otherwise.</param>
/// <param name="Report">Null for documents that were read before there were reports, and for those the server gave up.</param>
public sealed record DocumentReport(Guid Id, string Status, DocumentFault? Error, ReadingReport? Report);
