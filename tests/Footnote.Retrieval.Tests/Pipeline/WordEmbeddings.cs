using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;

namespace Footnote.Retrieval.Tests.Pipeline;

/// <summary>An embedding that needs no model: every stem has a place of its own choosing among 256.</summary>
internal sealed class WordEmbeddings : IEmbeddingGenerator
{
    public const int Size = 256;

    public string ModelId => "words";

    public int Dimensions => Size;

    public static float[] Embed(string text)
    {
        var vector = new float[Size];
        vector[0] = 0.01f;
        foreach (var term in TextAnalyzer.For("en").Analyze(text))
        {
            vector[term.Term.Aggregate(7u, (hash, c) => (hash * 31) + c) % Size]++;
        }

        var length = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / length)];
    }

    public ValueTask<IReadOnlyList<float[]>> GenerateAsync(
        IReadOnlyList<string> texts, EmbeddingPurpose purpose, CancellationToken cancellationToken = default) =>
        new([.. texts.Select(Embed)]);
}
