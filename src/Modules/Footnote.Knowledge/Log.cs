using Microsoft.Extensions.Logging;

namespace Footnote.Knowledge;

/// <summary>What this module logs: ids and numbers only.</summary>
internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "{Count} ingestion jobs of an earlier run were taken over")]
    public static partial void JobsRecovered(ILogger logger, int count);

    [LoggerMessage(3002, LogLevel.Debug, "Document {DocumentId} was ingested in attempt {Attempt}")]
    public static partial void DocumentDone(ILogger logger, Guid documentId, int attempt);

    [LoggerMessage(3003, LogLevel.Warning, "Ingestion of document {DocumentId} was given up: deleted or taken over by another worker")]
    public static partial void LeaseLost(ILogger logger, Guid documentId);

    [LoggerMessage(3004, LogLevel.Error, "Attempt {Attempt} at document {DocumentId} failed")]
    public static partial void AttemptFailed(ILogger logger, Exception exception, Guid documentId, int attempt);

    [LoggerMessage(3005, LogLevel.Error, "The ingestion queue is not available")]
    public static partial void QueueUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(3006, LogLevel.Error, "Ingestion of document {DocumentId} took longer than {Limit} and was ended")]
    public static partial void JobTimedOut(ILogger logger, Guid documentId, TimeSpan limit);

    [LoggerMessage(3007, LogLevel.Error, "The work at document {DocumentId} does not stop; it is left behind and cannot publish anything")]
    public static partial void JobLeftBehind(ILogger logger, Guid documentId);

    [LoggerMessage(3010, LogLevel.Information,
        "The index holds {Documents} documents with {Chunks} chunks at position {Position}, loaded in {Milliseconds} ms")]
    public static partial void IndexLoaded(ILogger logger, int documents, int chunks, long position, long milliseconds);

    [LoggerMessage(3011, LogLevel.Error, "The index cannot follow the change log; it tries again")]
    public static partial void TailFailed(ILogger logger, Exception exception);

    [LoggerMessage(3015, LogLevel.Warning, "LlamaParse failed ({Failure}, status {Status}); the document is read here")]
    public static partial void ParserFailed(ILogger logger, Parsing.ParserFailure failure, int? status);

    [LoggerMessage(3020, LogLevel.Information, "{Documents} deleted documents were removed for good")]
    public static partial void Purged(ILogger logger, int documents);

    [LoggerMessage(3070, LogLevel.Information,
        "A run of source {SourceId} ended as {State}: {Seen} items, {Written} written, {Deleted} deleted, {Failed} failed")]
    public static partial void SourceRunEnded(
        ILogger logger, Guid sourceId, string state, int seen, int written, int deleted, int failed);

    [LoggerMessage(3071, LogLevel.Error, "A run of source {SourceId} failed because of a fault of the server")]
    public static partial void SourceRunFailed(ILogger logger, Exception exception, Guid sourceId);

    [LoggerMessage(3072, LogLevel.Error, "The sources cannot be run while the database is away")]
    public static partial void SourcesUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(3073, LogLevel.Warning, "The folder of source {SourceId} cannot be watched; its schedule finds the changes")]
    public static partial void FolderNotWatched(ILogger logger, Exception exception, Guid sourceId);

    [LoggerMessage(3080, LogLevel.Warning, "The object store failed at {Operation}: {Fault} ({Reason})")]
    public static partial void ObjectStoreFailed(ILogger logger, string operation, Storage.ObjectStoreFault fault, string reason);

    [LoggerMessage(3090, LogLevel.Warning, "The vector index outside cannot be written ({Fault}): {Reason} It is tried again")]
    public static partial void VectorFeedStopped(ILogger logger, Vectors.VectorIndexFault fault, string reason);

    [LoggerMessage(3091, LogLevel.Error, "The feed of the vector index outside failed; it is begun again")]
    public static partial void VectorFeedFailed(ILogger logger, Exception exception);

    [LoggerMessage(3021, LogLevel.Error, "Maintenance failed; it tries again later")]
    public static partial void MaintenanceFailed(ILogger logger, Exception exception);

    [LoggerMessage(3030, LogLevel.Information,
        "The index holds {Documents} documents with {Chunks} chunks, resumed from a snapshot at position {From} in {Milliseconds} ms")]
    public static partial void IndexResumed(ILogger logger, int documents, int chunks, long from, long milliseconds);

    [LoggerMessage(3031, LogLevel.Warning, "The index {Snapshot} is not used and removed: {Reason}")]
    public static partial void SnapshotDiscarded(ILogger logger, string snapshot, string reason);

    [LoggerMessage(3032, LogLevel.Debug, "A snapshot of the index at position {Position} was made in {Milliseconds} ms")]
    public static partial void SnapshotSaved(ILogger logger, long position, long milliseconds);

    [LoggerMessage(3033, LogLevel.Warning, "A snapshot of the index could not be made; the next start takes longer")]
    public static partial void SnapshotFailed(ILogger logger, Exception exception);

    [LoggerMessage(3034, LogLevel.Warning, "The change log goes on at {Found} after {After}: the index is built anew")]
    public static partial void LogGap(ILogger logger, long after, long found);

    [LoggerMessage(3040, LogLevel.Information, "{Count} chunks lacked embeddings of the active model and were embedded")]
    public static partial void EmbeddingsFilled(ILogger logger, int count);

    [LoggerMessage(3041, LogLevel.Error, "Missing embeddings could not be made; it is tried again")]
    public static partial void EmbeddingFailed(ILogger logger, Exception exception);

    [LoggerMessage(3042, LogLevel.Warning, "This server cannot load the embedding model that is being built: {Reason}")]
    public static partial void TargetUnavailable(ILogger logger, string reason);

    [LoggerMessage(3043, LogLevel.Information,
        "Searches use the embedding model {ModelId} from now on; {Count} chunks have its embeddings")]
    public static partial void ModelSwitched(ILogger logger, string modelId, int count);
}
