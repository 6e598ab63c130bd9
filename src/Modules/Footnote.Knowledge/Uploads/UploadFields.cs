namespace Footnote.Knowledge.Uploads;

/// <summary>What comes with a document, checked.</summary>
internal sealed record UploadFields
{
    public string? Title { get; init; }

    public Guid? CollectionId { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool Restricted { get; init; }
}
