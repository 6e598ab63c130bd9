using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Footnote.Platform.Data;

public static class DatabaseServices
{
    /// <summary>Gives a module its schema, built by the Migrations/*.sql embedded in <paramref name="migrations"/>.</summary>
    public static IServiceCollection AddModuleDatabase<TModule>(this IServiceCollection services, string schema, Assembly migrations)
    {
        ArgumentException.ThrowIfNullOrEmpty(schema);
        if (!schema.All(char.IsAsciiLetterLower))
        {
            throw new ArgumentException("A schema is named with a-z only.", nameof(schema));
        }

        services.TryAddSingleton<Database>();
        services.TryAddSingleton<MigrationRunner>();
        services.AddSingleton(new ModuleSchema(schema, migrations));
        services.AddSingleton(provider => new ModuleDatabase<TModule>(provider.GetRequiredService<Database>(), schema));
        return services;
    }
}
