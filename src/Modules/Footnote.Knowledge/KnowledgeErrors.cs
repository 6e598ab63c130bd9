using System.Globalization;
using Footnote.Knowledge.Documents;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge;

/// <summary>What this module refuses, and how it says so.</summary>
internal static class KnowledgeErrors
{
    public const string EmptyFile = "EMPTY_FILE";
    public const string InvalidFileName = "INVALID_FILE_NAME";
    public const string InvalidUpload = "INVALID_UPLOAD";
    public const string IdempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED";
    public const string PositionNotReached = "POSITION_NOT_REACHED";
    public const string NotReadYet = "NOT_READ_YET";
    public const string PreconditionFailed = "PRECONDITION_FAILED";
    public const string SourceRunning = "SOURCE_RUNNING";
    public const string SourceLimitReached = "SOURCE_LIMIT_REACHED";
    public const string ObjectStoreDown = "OBJECT_STORE_UNAVAILABLE";
    public const string TooManyFilesInUpload = "TOO_MANY_FILES";
    public const string ArchiveTooDense = "ARCHIVE_TOO_DENSE";
    public const string ArchiveDamaged = "ARCHIVE_DAMAGED";
    public const string ArchiveEncrypted = "ARCHIVE_ENCRYPTED";
    public const string OffsetMismatch = "UPLOAD_OFFSET_MISMATCH";
    public const string Expired = "UPLOAD_EXPIRED";
    public const string UploadQuotaExceeded = "UPLOAD_QUOTA_EXCEEDED";
    public const string ChecksumMismatch = "CHECKSUM_MISMATCH";
    public const string TusVersionUnsupported = "TUS_VERSION_UNSUPPORTED";
    public const string NotRetryable = "NOT_RETRYABLE";
    public const string TooManyProgressStreams = "TOO_MANY_STREAMS";
    public const string ModelUnavailable = "MODEL_UNAVAILABLE";
    public const string ReindexInProgress = "REINDEX_IN_PROGRESS";
    public const string ReindexNotRunning = "REINDEX_NOT_RUNNING";

    public static Error TooLarge(long limit) => new(
        ErrorCodes.PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The file is larger than the limit of {limit} bytes ({limit / 1024 / 1024} MB)."),
        413);

    public static Error Unsupported() => new(
        ErrorCodes.UnsupportedMediaType,
        "Files of this kind cannot be read. Upload text, Markdown, HTML, DOCX, PDF, PPTX, XLSX, CSV, EPUB, RTF, ODT, EML, MSG, JSON, XML "
            + "or pictures of text; save .doc, .xls and .ppt files as .docx, .xlsx and .pptx first.",
        415);

    public static Error WrongContentType() => new(
        ErrorCodes.UnsupportedMediaType, "Send multipart/form-data with a field 'file', or application/json with 'title' and 'text'.", 415);

    public static Error NotJson() => new(ErrorCodes.UnsupportedMediaType, "Send application/json.", 415);

    public static Error Empty() => new(EmptyFile, "The file has 0 bytes.", 400);

    public static Error BadName(string message) => new(InvalidFileName, message, 400)
    {
        Details = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["file"] = [message] },
    };

    public static Error BadUpload(string message) => new(InvalidUpload, message, 400);

    public static Error StorageFull() => new(
        ErrorCodes.StorageFull, "The server's disk is full. Nothing was stored; try again when the operator has made room.", 507);

    public static Error KeyReused() => new(
        IdempotencyKeyReused, "This Idempotency-Key was used for a different request.", 422);

    public static Error NotReached(long wanted, long reached) => new(
        PositionNotReached,
        string.Create(CultureInfo.InvariantCulture, $"The index has reached position {reached}, not yet {wanted}. Try again."),
        503)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Error Changed(int revision) => new(
        PreconditionFailed,
        $"The document has changed since it was read: its ETag is now {EntityTag.Of(revision)}. Read it again and repeat the edit.",
        412);

    public static Error ObjectStoreUnavailable() => new(
        ObjectStoreDown, "The store of the original files does not answer just now. Nothing was changed; try again.", 503)
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public static Error SourceRuns() => new(SourceRunning, "The source runs at this moment; wait for the end or cancel the run.", 409);

    public static Error TooManySources(int limit) => new(
        SourceLimitReached,
        string.Create(CultureInfo.InvariantCulture, $"The organisation has {limit} sources, which is the limit; remove one first."),
        409);

    public static Error NoReportYet() => new(NotReadYet, "The document has not been read yet; look at its status.", 409);

    public static Error NoTextYet() => new(NotReadYet, "The document has no text (yet); look at its status.", 409);

    public static Error NotFailed(string status) => new(
        NotRetryable, $"Only a document that has failed can be read again; this one is {status}.", 409);

    public static Error TooManyStreams() => new(
        TooManyProgressStreams, "The server streams progress to as many readers as it is allowed to. Ask GET /ingestion instead.", 503)
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    public static Error BulkTooLarge(long limit) => new(
        ErrorCodes.PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The files are larger together, unpacked, than the limit of {limit} bytes."),
        413);

    public static Error TooManyFiles(int limit) => new(
        TooManyFilesInUpload,
        string.Create(CultureInfo.InvariantCulture, $"A bulk upload takes at most {limit} files. Send the rest in another one."),
        413);

    public static Error SuspiciousArchive(int ratio) => new(
        ArchiveTooDense,
        string.Create(CultureInfo.InvariantCulture, $"A file in the archive unpacks to more than {ratio} times its size; it was not read."),
        400);

    public static Error DamagedArchive() => new(ArchiveDamaged, "The archive, or this file in it, is damaged and cannot be unpacked.", 400);

    public static Error EncryptedEntry() => new(ArchiveEncrypted, "The file is encrypted in the archive; send it unpacked.", 400);

    public static Error WrongBulkType() => new(
        ErrorCodes.UnsupportedMediaType, "Send multipart/form-data with fields 'file', or a zip archive as application/zip.", 415);

    public static Error TusVersion() => new(
        TusVersionUnsupported, "Send the header Tus-Resumable: 1.0.0; this server speaks no other version of the protocol.", 412);

    public static Error WrongPieceType() => new(
        ErrorCodes.UnsupportedMediaType, "A piece of an upload is sent as application/offset+octet-stream.", 415);

    public static Error WrongOffset(long offset) => new(
        OffsetMismatch,
        string.Create(CultureInfo.InvariantCulture, $"The upload goes on at byte {offset}, or another request sends it; ask with HEAD."),
        409);

    public static Error BeyondLength(long length) => new(
        ErrorCodes.PayloadTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"The piece goes beyond the length of {length} bytes that the upload was begun with."),
        413);

    public static Error WrongChecksum() => new(ChecksumMismatch, "The piece is not what its checksum says; nothing of it was kept.", 460);

    public static Error UploadExpired() => new(Expired, "The upload was left unfinished for too long; begin it anew.", 410);

    public static Error TooMuchUnfinished(int uploads, long bytes) => new(
        UploadQuotaExceeded,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The organisation has unfinished uploads up to its limit of {uploads} uploads or {bytes} bytes; finish or cancel some."),
        429)
    {
        RetryAfter = TimeSpan.FromMinutes(1),
    };

    public static Error OnlyAdministrators(string what) => Error.Forbidden($"Only an administrator may {what}.");

    public static Error ModelUnusable(string message) => new(ModelUnavailable, message, 400)
    {
        Details = new Dictionary<string, string[]>(StringComparer.Ordinal) { ["model"] = [message] },
    };

    public static Error ModelInUse(string name) => Error.Conflict($"The model {name} is in use already.");

    public static Error ReindexRunning() => new(
        ReindexInProgress, "The embedding model is being changed already. Wait for it, or cancel it with DELETE /reindex.", 409);

    public static Error NoReindex() => new(ReindexNotRunning, "The embedding model is not being changed at present.", 409);
}
