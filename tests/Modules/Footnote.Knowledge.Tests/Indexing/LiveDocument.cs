namespace Footnote.Knowledge.Tests.Indexing;

/// <summary>What the model of a test knows of a document.</summary>
internal sealed class LiveDocument(Guid id)
{
    public Guid Id => id;

    /// <summary>A word that only the present version has.</summary>
    public string Marker { get; set; } = string.Empty;

    public IReadOnlyList<string> Readers { get; set; } = [];

    public bool IsDeleted { get; set; }
}
