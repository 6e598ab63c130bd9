namespace Footnote.Knowledge.Documents;

/// <summary>The states of a document, as stored and sent.</summary>
internal static class DocumentStatus
{
    public const string Pending = "pending";
    public const string Processing = "processing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string NeedsOcr = "needs_ocr";

    public static bool IsKnown(string status) => status is Pending or Processing or Completed or Failed or NeedsOcr;
}
