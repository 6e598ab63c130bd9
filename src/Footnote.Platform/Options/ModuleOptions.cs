using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Footnote.Platform.Options;

public static class ModuleOptions
{
    /// <summary>
    /// Binds a section to options that are checked at start: unknown keys, values of the wrong type and data annotations, all at once.
    /// </summary>
    public static IServiceCollection AddModuleOptions<TOptions>(this IServiceCollection services, IConfigurationSection section)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<TOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<TOptions>>(new SectionBinder<TOptions>(section));
        services.AddSingleton<IValidateOptions<TOptions>>(new SectionValidator<TOptions>(section));
        services.AddSingleton(new KnownSection(section.Path, typeof(TOptions)));
        return services;
    }
}
