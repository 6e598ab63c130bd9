namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>A job at the service.</summary>
internal sealed record LlamaParseJob(string Id, string Status)
{
    public bool IsCompleted => Status == "COMPLETED";

    public bool HasFailed => Status is "FAILED" or "CANCELLED";
}
