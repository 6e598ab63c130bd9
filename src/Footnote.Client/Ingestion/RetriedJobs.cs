namespace Footnote.Client.Ingestion;

/// <summary>The answer to a retry of everything given up.</summary>
/// <param name="Retried">Documents that are queued again.</param>
public sealed record RetriedJobs(int Retried);
