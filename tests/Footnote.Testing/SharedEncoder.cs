using Footnote.Encoder;
using Footnote.Server.Embedding;

namespace Footnote.Testing;

/// <summary>One encoder for all servers of the test process: loading it takes longer than most tests.</summary>
internal static class SharedEncoder
{
    private static readonly Lazy<EncoderEmbeddingGenerator> Generator = new(() =>
    {
        var generator = new EncoderEmbeddingGenerator(SentenceEncoder.Load(ModelFolders.Find()));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => generator.Dispose();
        return generator;
    });

    public static EncoderSource Source { get; } = new(() => Generator.Value, IsShared: true);
}
