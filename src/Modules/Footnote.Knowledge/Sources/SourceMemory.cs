namespace Footnote.Knowledge.Sources;

/// <summary>What earlier runs learned, by reference.</summary>
internal sealed class SourceMemory(IReadOnlyDictionary<string, RememberedItem> items)
{
    public static SourceMemory Empty { get; } = new(new Dictionary<string, RememberedItem>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, RememberedItem> Items { get; } = items;

    public RememberedItem? Find(string reference) => Items.GetValueOrDefault(reference);
}
