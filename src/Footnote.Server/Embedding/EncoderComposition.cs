using Footnote.Encoder;
using Footnote.Knowledge.Embedding;
using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Reranking;
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
        services.AddSingleton<EncoderFolders>();
        services.AddSingleton<EncoderHost>();
        services.AddSingleton<IEmbeddingModels, EncoderModels>();
        services.AddSingleton<IEmbeddingGenerator>(provider => provider.GetRequiredService<EncoderHost>());
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<EncoderHost>());
        services.AddSingleton<IHealthContributor>(provider => provider.GetRequiredService<EncoderHost>());
        if (configuration.GetSection(EncoderSettings.Section)[nameof(EncoderSettings.CrossEncoder)] is not "")
        {
            services.AddCrossEncoder();
        }
    }

    private static void AddCrossEncoder(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CrossEncoderSource(
            () => FindFolder(provider, SettingsOf(provider).CrossEncoder),
            folder => CrossEncoder.Load(folder, new EncoderOptions { Threads = SettingsOf(provider).Threads }),
            IsShared: false));
        services.AddSingleton<CrossEncoderHost>();
        services.AddSingleton<ICrossEncoder>(provider => provider.GetRequiredService<CrossEncoderHost>());
        services.AddSingleton<IStartupStep>(provider => provider.GetRequiredService<CrossEncoderHost>());
        services.AddSingleton<IHealthContributor>(provider => provider.GetRequiredService<CrossEncoderHost>());
    }

    private static EncoderSettings SettingsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<EncoderSettings>>().Value;

    private static EncoderEmbeddingGenerator Load(IServiceProvider provider)
    {
        var settings = SettingsOf(provider);
        var folder = FindFolder(provider, settings.Model);
        try
        {
            return new EncoderEmbeddingGenerator(SentenceEncoder.Load(folder, new EncoderOptions
            {
                Precision = settings.Precision,
                Threads = settings.Threads,
                QueryWindow = settings.QueryWindow,
            }));
        }
        catch (ModelFormatException fault)
        {
            throw new StartupException(ExitCode.MissingDependency, $"The model {settings.Model} cannot be used: {fault.Message}", fault);
        }
    }

    private static string FindFolder(IServiceProvider provider, string model) => provider.GetRequiredService<EncoderFolders>().Find(model);
}
