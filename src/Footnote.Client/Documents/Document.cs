using System.Text.Json;

namespace Footnote.Client.Documents;

/// <summary>A document and how far it has been read.</summary>
public sealed record Document
{
    /// <summary>Stable id.</summary>
    public required Guid Id { get; init; }

    /// <summary>As given, or derived from the file.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the uploaded file; null for documents made from text.</summary>
    public string? FileName { get; init; }

    /// <summary>Type found in the content, whatever the name says.</summary>
    public string? MediaType { get; init; }

    /// <summary>One of <see cref="DocumentStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>From 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public DocumentFault? Error { get; init; }

    /// <summary>What was odd but did not stop the reading.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The collection it belongs to.</summary>
    public Guid? CollectionId { get; init; }

    /// <summary>Free category for filtering.</summary>
    public string? Category { get; init; }

    /// <summary>Free tags for filtering.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Readable by its owner alone when true, by the whole organisation otherwise.</summary>
    public bool Restricted { get; init; }

    /// <summary>Who uploaded it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>Size of the original in bytes.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Number of pages; null when the format has none.</summary>
    public int? Pages { get; init; }

    /// <summary>Number of indexed chunks; null until it is completed.</summary>
    public int? Chunks { get; init; }

    /// <summary>Language of the text (ISO 639-1); null when unknown.</summary>
    public string? Language { get; init; }

    /// <summary>Position of its last change in the change log; searches may wait for it.</summary>
    public long? Position { get; init; }

    /// <summary>The version that answers; null until one has been read.</summary>
    public int? Version { get; init; }

    /// <summary>The newest version, of which <see cref="Status"/> tells.</summary>
    public int LatestVersion { get; init; }

    /// <summary>For the <c>etag</c> of edits: they are refused when somebody else has edited the document meanwhile.</summary>
    public string? Etag { get; init; }

    /// <summary>Where it came from: upload, web, api, manual, folder, s3, git or sync.</summary>
    public string? Source { get; init; }

    /// <summary>Its name in the synchronised source that keeps it; null for others.</summary>
    public string? SourceRef { get; init; }

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    /// <summary>Custom fields: texts, numbers, true, false; dates are texts such as 2026-01-31.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    /// <summary>When it was deleted; null for documents that are not.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its state changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether the state will not change by itself any more.</summary>
    public bool IsFinal => Status is DocumentStatus.Completed or DocumentStatus.Failed or DocumentStatus.NeedsOcr;
}
