namespace Footnote.Client.Documents;

/// <summary>States of a document. A newer server may add states; treat an unknown one as not final.</summary>
public static class DocumentStatus
{
    /// <summary>Waiting to be read.</summary>
    public const string Pending = "pending";

    /// <summary>Being read and indexed.</summary>
    public const string Processing = "processing";

    /// <summary>Searchable.</summary>
    public const string Completed = "completed";

    /// <summary>Could not be read; see <see cref="Document.Error"/>.</summary>
    public const string Failed = "failed";

    /// <summary>Holds images of text only.</summary>
    public const string NeedsOcr = "needs_ocr";
}
