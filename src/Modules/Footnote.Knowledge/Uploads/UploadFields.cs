using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Uploads;

/// <summary>What comes with a document, checked.</summary>
internal sealed record UploadFields
{
    public string? Title { get; init; }

    public Guid? CollectionId { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public bool Restricted { get; init; }

    public DocumentOrigin Origin { get; init; } = new(DocumentSource.Upload);

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    public CustomFields Custom { get; init; } = CustomFields.None;

    /// <summary>Null: the whole tenant, or the owner alone when <see cref="Restricted"/>.</summary>
    public DocumentReaders? Readers { get; init; }

    /// <summary>Who may read it.</summary>
    public DocumentReaders EffectiveReaders => Readers ?? (Restricted ? DocumentReaders.OwnerOnly : DocumentReaders.OfTenant);

    /// <summary>Whether nothing came with the content.</summary>
    public bool AreAbsent => Title is null && CollectionId is null && Category is null && Tags.Count == 0 && !Restricted
        && DocumentDate is null && Custom.IsEmpty && Readers is null && Origin.Source == DocumentSource.Upload;
}
