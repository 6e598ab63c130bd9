using System.ComponentModel.DataAnnotations;
using Footnote.Knowledge.Parsing.LlamaParse;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Vectors;

namespace Footnote.Knowledge;

/// <summary>Settings of documents, ingestion and search.</summary>
public sealed class KnowledgeOptions
{
    /// <summary>The largest upload in bytes.</summary>
    [Range(1024, 4L * 1024 * 1024 * 1024)]
    public long MaxUploadBytes { get; set; } = 50L * 1024 * 1024;

    /// <summary>How many documents are on their way at once, being read, embedded or published.</summary>
    [Range(0, 64)]
    public int IngestionWorkers { get; set; } = 4;

    /// <summary>How often a document is tried before it is given up; only failures of the server's own parts are tried again.</summary>
    [Range(1, 100)]
    public int IngestionAttempts { get; set; } = 5;

    /// <summary>How long a document waits when the object store is away; such attempts are not counted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ObjectStorePause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt at a document may take before it is failed with the code INGESTION_TIMEOUT.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IngestionTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a worker owns a document without a sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Chunks embedded in one call.</summary>
    [Range(1, 1024)]
    public int EmbeddingBatch { get; set; } = 32;

    /// <summary>Calls of the embedding model at a time; each uses all processors, and a second one fills the gaps of the first.</summary>
    [Range(1, 64)]
    public int EmbeddingCalls { get; set; } = 2;

    /// <summary>Tokens a chunk aims at.</summary>
    [Range(16, 8192)]
    public int ChunkTokens { get; set; } = 256;

    /// <summary>Wall-clock time for reading one file.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReadingTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Characters kept of one document.</summary>
    [Range(1000, 200_000_000)]
    public int MaxCharacters { get; set; } = 20_000_000;

    /// <summary>Whether text in pictures and scanned pages is recognised where Tesseract is installed.</summary>
    public bool OcrEnabled { get; set; } = true;

    /// <summary>The recognition program, by name or path.</summary>
    [MinLength(1)]
    public string OcrProgram { get; set; } = "tesseract";

    /// <summary>Languages of scanned documents by Tesseract's names, the most frequent first; each is a package of its own.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> OcrLanguages { get; set; } = ["eng"];

    /// <summary>The resolution at which scanned pages are drawn, in dots per inch.</summary>
    [Range(72, 600)]
    public int OcrDpi { get; set; } = 300;

    /// <summary>Pages of one document whose text is recognised.</summary>
    [Range(1, 10_000)]
    public int OcrMaxPages { get; set; } = 200;

    /// <summary>Wall-clock time for recognising one page.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan OcrPageTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Wall-clock time for recognising one document, on top of ReadingTime.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan OcrTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a search waits for the position it demands.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan PositionWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a search that meets chunks which have just been replaced waits for the index to know the new ones.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReplacedWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the index waits for a notification before it looks by itself.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a deleted document can be restored before its rows and its file are removed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan DeletedRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Earlier versions of a document whose originals are kept beside the one that answers.</summary>
    [Range(0, 1000)]
    public int KeptVersions { get; set; } = 10;

    /// <summary>Users and roles that may be named as readers of one document.</summary>
    [Range(1, 10_000)]
    public int MaxReaders { get; set; } = 500;

    /// <summary>Custom fields a document may carry.</summary>
    [Range(0, 1000)]
    public int MaxCustomFields { get; set; } = 50;

    /// <summary>Characters of a custom field's text.</summary>
    [Range(1, 10_000)]
    public int MaxCustomLength { get; set; } = 500;

    /// <summary>How old a file that belongs to no document must be before it is removed as left over.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan OrphanGrace { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the embeddings of a model are kept after the change to another one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan OldEmbeddingsRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long entries of the change log are kept at least; an index that has been away for longer is built anew.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan ChangeRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Whether the indexes are kept on the disk, so that a start need not build them anew.</summary>
    public bool SnapshotsEnabled { get; set; } = true;

    /// <summary>How often a snapshot of changed indexes is made while the server runs; one more is made when it stops.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan SnapshotInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Where snapshots lie; empty takes the folder indexes of the data folder.</summary>
    public string SnapshotFolder { get; set; } = string.Empty;

    /// <summary>The languages the embedding model knows; questions in others are matched by their words.</summary>
    public IReadOnlyList<string> EmbeddingLanguages { get; set; } = ["en"];

    public ObjectStoreOptions Objects { get; set; } = new();

    public VectorOptions Vectors { get; set; } = new();

    public SourceOptions Sources { get; set; } = new();

    /// <summary>The most groups of expressions an organisation's dictionary may hold.</summary>
    [Range(0, 10_000)]
    public int DictionaryGroups { get; set; } = 500;

    /// <summary>The most expressions one group may hold.</summary>
    [Range(2, 100)]
    public int DictionaryExpressions { get; set; } = 20;

    /// <summary>The most characters an expression may have.</summary>
    [Range(1, 500)]
    public int DictionaryExpressionLength { get; set; } = 100;

    /// <summary>How long a node searches with a dictionary before it looks whether another node changed it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DictionaryRefresh { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether every member may remove the sample collection; meant for a server on one person's machine.</summary>
    public bool MembersMayRemoveSample { get; set; }

    /// <summary>A parsing service outside; off until it has a key and is told whose files it may get.</summary>
    public LlamaParseOptions LlamaParse { get; set; } = new();

    /// <summary>How many documents on their way a progress stream shows; the counts are of all.</summary>
    [Range(1, 5000)]
    public int ProgressDocuments { get; set; } = 200;

    /// <summary>How often a progress stream looks while documents are on their way.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Progress streams of this process at a time.</summary>
    [Range(1, 100_000)]
    public int ProgressStreams { get; set; } = 500;

    /// <summary>How long a progress stream lasts before the client has to open it again, with the rights it has then.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProgressStreamTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Files a bulk upload takes.</summary>
    [Range(1, 1_000_000)]
    public int MaxBulkFiles { get; set; } = 10_000;

    /// <summary>The largest bulk upload in bytes, as sent and unpacked.</summary>
    [Range(1024, 1024L * 1024 * 1024 * 1024)]
    public long MaxBulkBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>How many times its packed size a file of an archive may unpack to, beyond the first megabyte.</summary>
    [Range(2, 100_000)]
    public int MaxBulkRatio { get; set; } = 200;

    /// <summary>How long a resumable upload waits for its next piece.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan UploadExpiry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of a resumable upload that are kept for good at a time; a crash loses less than this.</summary>
    [Range(1024, 1024L * 1024 * 1024)]
    public long UploadPartBytes { get; set; } = 8L * 1024 * 1024;

    /// <summary>Resumable uploads an organisation may have unfinished.</summary>
    [Range(1, 1_000_000)]
    public int MaxUnfinishedUploads { get; set; } = 100;

    /// <summary>What the unfinished resumable uploads of an organisation may come to in bytes.</summary>
    [Range(1024, 1024L * 1024 * 1024 * 1024)]
    public long MaxUnfinishedBytes { get; set; } = 10L * 1024 * 1024 * 1024;
}
