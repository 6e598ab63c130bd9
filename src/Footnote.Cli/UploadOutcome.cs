using Footnote.Client.Documents;

namespace Footnote.Cli;

/// <summary>What became of one file of an upload.</summary>
internal sealed record UploadOutcome(
    string File, Guid? Id, string Status, long? Position, DocumentFault? Error, IReadOnlyList<string> Warnings)
{
    public bool IsUsable => Status is DocumentStatus.Completed or DocumentStatus.Pending or DocumentStatus.Processing;
}
