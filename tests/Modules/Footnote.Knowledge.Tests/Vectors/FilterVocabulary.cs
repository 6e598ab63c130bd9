using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Searching;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>Random properties of documents and random filters over them.</summary>
internal sealed class FilterVocabulary(VectorWorld world)
{
    private static readonly string[] Categories = ["Report", "Minutes", "Straße"];
    private static readonly string[] Tags = ["Alpha", "beta", "Gamma"];
    private static readonly string[] Sources = ["upload", "web", "s3"];
    private static readonly string[] Keys = ["user:a", "user:b", "role:c"];
    private static readonly DateOnly Start = new(2026, 1, 1);
    private readonly Guid[] _collections = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    public IndexedDocument Describe(IndexedDocument document) => document with
    {
        CollectionId = Maybe() ? Any(_collections) : null,
        Category = Maybe() ? Any(Categories) : null,
        Tags = Some(Tags),
        Source = Any(Sources),
        DocumentDate = Maybe() ? Start.AddDays(world.Next(300)) : null,
        Readers = [Any(Keys), Any(Keys)],
    };

    public SearchFilters NextFilters() => new()
    {
        CollectionIds = Rarely() ? [Any(_collections), Any(_collections)] : null,
        Category = Rarely() ? Any(Categories).ToLowerInvariant() : null,
        Tags = Rarely() ? Some(Tags).Select(tag => tag.ToUpperInvariant()).ToArray() : null,
        Sources = Rarely() ? [Any(Sources), "git"] : null,
        DateFrom = Rarely() ? Start.AddDays(world.Next(150)) : null,
        DateTo = Rarely() ? Start.AddDays(150 + world.Next(150)) : null,
        DocumentDateFrom = Rarely() ? Start.AddDays(world.Next(150)) : null,
        DocumentDateTo = Rarely() ? Start.AddDays(150 + world.Next(150)) : null,
    };

    public string[] NextKeys() => [Any(Keys), "user:nobody"];

    private bool Maybe() => world.Next(3) > 0;

    private bool Rarely() => world.Next(5) == 0;

    private T Any<T>(T[] of) => of[world.Next(of.Length)];

    private string[] Some(string[] of) => [.. of.Where(_ => world.Next(2) == 0)];
}
