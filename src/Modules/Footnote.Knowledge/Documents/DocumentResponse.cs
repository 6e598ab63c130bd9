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

    public required DateTimeOffset UpdatedAt { get; init; }
}
