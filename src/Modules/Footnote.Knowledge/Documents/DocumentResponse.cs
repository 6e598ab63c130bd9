using System.Text.Json;

namespace Footnote.Knowledge.Documents;

/// <summary>A document on the wire.</summary>
internal sealed record DocumentResponse
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required string? FileName { get; init; }

    public required string MediaType { get; init; }

    /// <summary>pending, processing, completed, failed or needs_ocr.</summary>
    public required string Status { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Progress { get; init; }

    public required DocumentFault? Error { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required Guid? CollectionId { get; init; }

    public required string? Category { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required bool Restricted { get; init; }

    public required Guid OwnerId { get; init; }

    public required long SizeBytes { get; init; }

    public required int? Pages { get; init; }

    public required int? Chunks { get; init; }

    public required string? Language { get; init; }

    public required long Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For If-Match: counts edits of content, metadata and readers, not the progress of reading.</summary>
    public required string Etag { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The version that answers; null until one has been published. The state is that of the newest version.</summary>
    public required int? Version { get; init; }

    public required int LatestVersion { get; init; }

    /// <summary>upload, web, api, manual, folder, s3, git or sync.</summary>
    public required string Source { get; init; }

    /// <summary>Its name in the synchronised source that keeps it.</summary>
    public required string? SourceRef { get; init; }

    /// <summary>The date the document itself bears.</summary>
    public required DateOnly? DocumentDate { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Custom { get; init; }

    /// <summary>When it was deleted; it can be restored for a while.</summary>
    public required DateTimeOffset? DeletedAt { get; init; }
}
