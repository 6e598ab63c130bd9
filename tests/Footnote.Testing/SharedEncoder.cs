using Footnote.Encoder;
using Footnote.Server.Embedding;

namespace Footnote.Testing;

/// <summary>One encoder and one cross-encoder for all servers of the test process: loading it takes longer than most tests.</summary>
internal static class SharedEncoder
{
    private static readonly Lazy<EncoderEmbeddingGenerator> Generator = new(() =>
    {
        var generator = new EncoderEmbeddingGenerator(SentenceEncoder.Load(ModelFolders.Find()));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => generator.Dispose();
        return generator;
    });

    private static readonly Lazy<CrossEncoder> Reader = new(() =>
    {
        var reader = CrossEncoder.Load(ModelFolders.Find(ModelFolders.DefaultCrossEncoder));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => reader.Dispose();
        return reader;
    });

    public static CrossEncoderSource CrossEncoderSource { get; } =
        new(() => ModelFolders.Find(ModelFolders.DefaultCrossEncoder), _ => Reader.Value, IsShared: true);

    public static EncoderSource Source { get; } = new(() => Generator.Value, IsShared: true);
}
