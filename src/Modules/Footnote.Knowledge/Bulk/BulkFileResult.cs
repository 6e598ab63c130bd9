using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Bulk;

/// <summary>What became of one file.</summary>
/// <param name="Path">Its path in the upload.</param>
/// <param name="Status">accepted or refused.</param>
/// <param name="Code">Why it was refused; else null.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Document">The new document, or the one an earlier request with the same key made.</param>
internal sealed record BulkFileResult(string Path, string Status, string? Code, string? Message, AcceptedDocument? Document)
{
    public const string Accepted = "accepted";
    public const string Refused = "refused";

    public static BulkFileResult Of(string path, Result<AcceptedDocument> created) => created.Match(
        document => new BulkFileResult(path, Accepted, Code: null, Message: null, document),
        error => new BulkFileResult(path, Refused, error.Code, error.Message, Document: null));
}
