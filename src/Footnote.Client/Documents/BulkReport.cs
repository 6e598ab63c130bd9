namespace Footnote.Client.Documents;

/// <summary>What became of a bulk upload.</summary>
/// <param name="Accepted">Files that are stored and will be read.</param>
/// <param name="Refused">Files that are not.</param>
/// <param name="Skipped">Files that operating systems leave behind; they have no result.</param>
/// <param name="Results">One for each file, in order.</param>
/// <param name="Error">Why what follows the last result was not looked at; null when everything was.</param>
public sealed record BulkReport(int Accepted, int Refused, int Skipped, IReadOnlyList<BulkResult> Results, DocumentFault? Error);
