namespace Footnote.Client.Documents;

/// <summary>A document was stored and waits to be read.</summary>
/// <param name="Id">The new document.</param>
/// <param name="Title">As given, or derived from the file.</param>
/// <param name="Status">One of <see cref="DocumentStatus"/>.</param>
/// <param name="Position">Position in the change log; null when it is not there yet.</param>
/// <param name="StatusUrl">Where to ask how far it is.</param>
/// <param name="Warnings">What was odd but did not stop the upload.</param>
public sealed record DocumentAccepted(
    Guid Id,
    string Title,
    string Status,
    long? Position,
    string StatusUrl,
    IReadOnlyList<string>? Warnings);
