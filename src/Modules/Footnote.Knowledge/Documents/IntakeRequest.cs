using System.Text.Json;

namespace Footnote.Knowledge.Documents;

/// <summary>A document as a synchronised source brings it.</summary>
/// <param name="Source">folder, s3, git, web or sync (<see cref="DocumentSource"/>).</param>
/// <param name="SourceId">The synchronised source; with <paramref name="SourceRef"/> it identifies the document.</param>
/// <param name="SourceRef">The document's stable name there, such as a path, an object key or an address; at most 2,000 bytes.</param>
/// <param name="FileName">Name to show and to recognise text formats by; no path.</param>
internal sealed record IntakeRequest(string Source, Guid SourceId, string SourceRef, string FileName)
{
    /// <summary>Null: the title found in the file, or its name.</summary>
    public string? Title { get; init; }

    public Guid? CollectionId { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The date the document itself bears.</summary>
    public DateOnly? DocumentDate { get; init; }

    /// <summary>Texts, numbers, true, false; see <see cref="CustomFields"/>.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    /// <summary>Who may read it beside the owner.</summary>
    public DocumentReaders Readers { get; init; } = DocumentReaders.OfTenant;
}
