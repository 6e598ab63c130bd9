namespace Footnote.Evaluation.Corpora;

/// <summary>A document of a corpus.</summary>
internal sealed record CorpusDocument(string Id, string Title, string Text)
{
    /// <summary>Title, a blank and text: what is indexed as one passage.</summary>
    public string Passage { get; } = Title.Length == 0 ? Text : Title + " " + Text;
}
