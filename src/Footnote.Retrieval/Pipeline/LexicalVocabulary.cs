using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Queries;

namespace Footnote.Retrieval.Pipeline;

/// <summary>The terms of a <see cref="LexicalIndex"/> for query analysis.</summary>
/// <param name="index">The index; not disposed here.</param>
/// <param name="suggest">Finds known words a few edits away, the likeliest first; null asks the index.</param>
public sealed class LexicalVocabulary(LexicalIndex index, Func<string, IReadOnlyList<string>>? suggest = null) : IVocabulary
{
    /// <inheritdoc />
    public int ChunkCount => index.Count;

    /// <inheritdoc />
    public float Idf(string term) => index.Idf(term);

    /// <inheritdoc />
    public bool Contains(string term) => index.DocumentFrequency(term) > 0;

    /// <inheritdoc />
    public IReadOnlyList<string> Suggest(string word) => suggest?.Invoke(word)
        ?? [.. index.Suggest(word).Where(found => found.Distance > 0).Select(found => found.Word)];
}
