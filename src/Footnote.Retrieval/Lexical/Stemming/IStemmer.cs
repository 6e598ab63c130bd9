namespace Footnote.Retrieval.Lexical.Stemming;

/// <summary>Reduces a word to its stem. Implementations hold no state.</summary>
internal interface IStemmer
{
    /// <summary>Stems the lower-case word in place.</summary>
    void Stem(ref StemBuffer word);
}
