namespace Footnote.Knowledge.Dictionary;

/// <summary>An organisation's acronyms and synonyms as the API shows them.</summary>
/// <param name="Groups">Each group lists expressions that mean the same.</param>
/// <param name="UpdatedAt">When it was last changed; null when it never was.</param>
internal sealed record DictionaryResponse(IReadOnlyList<IReadOnlyList<string>> Groups, DateTimeOffset? UpdatedAt);
