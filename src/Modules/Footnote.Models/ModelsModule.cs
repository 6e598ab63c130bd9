using Footnote.Models.Embeddings;
using Footnote.Models.Generation;
using Footnote.Platform.Data;
using Footnote.Platform.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Footnote.Models;

/// <summary>Chat models and answering with them; embeddings behind a cache.</summary>
public static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddModuleOptions<ModelsOptions>(configuration);
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IChatModels, ChatModels>();
        services.AddSingleton<AnswerGenerator>();
        services.AddSingleton<Telemetry>();
        AddEmbeddings(services);
        return services;
    }

    private static void AddEmbeddings(IServiceCollection services)
    {
        services.AddModuleDatabase<ModelsSchema>("models", typeof(ModelsModule).Assembly);
        services.AddSingleton<EmbeddingSweepSignal>();
        services.AddSingleton<EmbeddingSweepClock>();
        services.AddSingleton<EmbeddingTable>();
        services.AddSingleton<EmbeddingCache>();
        services.AddSingleton<ITenantEmbeddings, TenantEmbeddings>();
        services.AddHostedService<EmbeddingSweep>();
    }
}
