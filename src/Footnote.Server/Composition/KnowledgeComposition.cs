using System.Net;
using Footnote.Knowledge;
using Footnote.Server.Configuration;
using Footnote.Server.Embedding;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Composition;

/// <summary>Documents, cut by the encoder's own tokens.</summary>
internal static class KnowledgeComposition
{
    public static void AddKnowledgeWithEncoder(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(provider => new ChunkTokenCounter(provider.GetRequiredService<EncoderHost>().CountTokens));
        services.AddKnowledge(configuration.GetSection("Footnote:Knowledge"));
        services.AddSingleton<IConfigureOptions<KnowledgeOptions>>(provider => new ConfigureOptions<KnowledgeOptions>(
            options => options.MembersMayRemoveSample |= IsLoopback(provider.GetRequiredService<IOptions<NetworkOptions>>().Value.Bind)));
    }

    private static bool IsLoopback(string bind) =>
        string.Equals(bind, "localhost", StringComparison.Ordinal)
            || (IPAddress.TryParse(bind, out var address) && IPAddress.IsLoopback(address));
}
