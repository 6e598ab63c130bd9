using Footnote.Models.Generation;
using Footnote.Platform.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Footnote.Models;

/// <summary>Chat models and answering with them.</summary>
public static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddModuleOptions<ModelsOptions>(configuration);
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IChatModels, ChatModels>();
        services.AddSingleton<AnswerGenerator>();
        return services;
    }
}
