using System.Net;
using Footnote.Encoder;
using Footnote.Knowledge;
using Footnote.Retrieval.Dense;
using Footnote.Server.Configuration;
using Footnote.Server.Embedding;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Composition;

/// <summary>Documents with the shipped encoder behind the embedding port.</summary>
internal static class KnowledgeComposition
{
    public static void AddKnowledgeWithEncoder(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(CreateGenerator);
        services.TryAddSingleton<IEmbeddingGenerator>(provider => provider.GetRequiredService<EncoderEmbeddingGenerator>());
        services.TryAddSingleton(provider => new ChunkTokenCounter(provider.GetRequiredService<EncoderEmbeddingGenerator>().CountTokens));
        services.AddKnowledge(configuration.GetSection("Footnote:Knowledge"));
        services.AddSingleton<IConfigureOptions<KnowledgeOptions>>(provider => new ConfigureOptions<KnowledgeOptions>(
            options => options.MembersMayRemoveSample |= IsLoopback(provider.GetRequiredService<IOptions<NetworkOptions>>().Value.Bind)));
    }

    private static bool IsLoopback(string bind) => bind == "localhost" || (IPAddress.TryParse(bind, out var address) && IPAddress.IsLoopback(address));

    private static EncoderEmbeddingGenerator CreateGenerator(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<NetworkOptions>>().Value;
        return new EncoderEmbeddingGenerator(SentenceEncoder.Load(ModelFolders.Find(model: null, options.ModelsFolder)));
    }
}
