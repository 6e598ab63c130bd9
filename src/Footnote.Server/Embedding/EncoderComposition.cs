using Footnote.Encoder;
using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Footnote.Retrieval.Dense;
using Footnote.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Embedding;

/// <summary>Adapts the encoder to the ports of retrieval.</summary>
internal static class EncoderComposition
{
    public static void AddEncoder(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddModuleOptions<EncoderSettings>(configuration.GetSection(EncoderSettings.Section));
        services.AddSingleton(provider => new EncoderSource(() => Load(provider), IsShared: false));
        services.AddSingleton<EncoderHost>();
        services.AddSingleton<IEmbeddingGenerator>(provider => provider.GetRequiredService<EncoderHost>());
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<EncoderHost>());
        services.AddSingleton<IHealthContributor>(provider => provider.GetRequiredService<EncoderHost>());
    }

    private static EncoderEmbeddingGenerator Load(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<IOptions<EncoderSettings>>().Value;
        var network = provider.GetRequiredService<IOptions<NetworkOptions>>().Value;
        try
        {
            var folder = ModelFolders.Find(settings.Model, string.IsNullOrEmpty(network.ModelsFolder) ? null : network.ModelsFolder);
            return new EncoderEmbeddingGenerator(
                SentenceEncoder.Load(folder, new EncoderOptions { Precision = settings.Precision, Threads = settings.Threads }));
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new StartupException(
                ExitCode.MissingDependency, $"{fault.Message} Name the folder that holds it in Footnote:Server:ModelsFolder.", fault);
        }
        catch (ModelFormatException fault)
        {
            throw new StartupException(ExitCode.MissingDependency, $"The model {settings.Model} cannot be used: {fault.Message}", fault);
        }
    }
}
