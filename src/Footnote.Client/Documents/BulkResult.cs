namespace Footnote.Client.Documents;

/// <summary>What became of one file of a bulk upload.</summary>
/// <param name="Path">Its path in the upload, or in the archive.</param>
/// <param name="Status"><c>accepted</c> or <c>refused</c>.</param>
/// <param name="Code">Why it was refused; null when it was not.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Document">The document; null when the file was refused.</param>
public sealed record BulkResult(string Path, string Status, string? Code, string? Message, DocumentAccepted? Document);
