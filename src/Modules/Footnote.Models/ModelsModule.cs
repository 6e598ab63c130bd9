using Footnote.Models.Generation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Footnote.Models;

/// <summary>Chat models and answering with them.</summary>
public static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services, Action<ModelsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<ModelsOptions> options = services.AddOptions<ModelsOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IChatModels, ChatModels>();
        services.AddSingleton<AnswerGenerator>();
        return services;
    }
}
