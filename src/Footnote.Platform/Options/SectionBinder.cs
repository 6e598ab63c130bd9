using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Platform.Options;

/// <summary>
/// Binds each key by itself, so that one wrong value does not hide the others; <see cref="SectionValidator{TOptions}"/> reports them.
/// </summary>
internal sealed class SectionBinder<TOptions>(IConfigurationSection section) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options)
    {
        foreach (var child in section.GetChildren())
        {
            if (Find(child.Key) is { } property && TryRead(child, property, out var value) && value is not null)
            {
                property.SetValue(options, value);
            }
        }
    }

    public static PropertyInfo? Find(string key) =>
        typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(property => property.CanWrite && string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Lists may be written as Key__0, Key__1 or as one value with commas.</summary>
    public static bool TryRead(IConfigurationSection child, PropertyInfo property, out object? value)
    {
        try
        {
            value = property.PropertyType == typeof(string[]) && child.Value is { } list
                ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : child.Get(property.PropertyType);
            return true;
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }
}
