namespace Footnote.Client.Dictionary;

/// <summary>An organisation's acronyms and synonyms.</summary>
/// <param name="Groups">Each group lists two or more expressions that mean the same.</param>
public sealed record SearchDictionary(IReadOnlyList<IReadOnlyList<string>> Groups)
{
    /// <summary>When it was last changed; null when it never was. Ignored by the server when it is sent.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
