using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Footnote.Platform.Options;

/// <summary>Reads a section into an object whose groups of settings are objects in turn.</summary>
internal static class SectionReader
{
    public static void Bind(IConfigurationSection section, object target)
    {
        foreach (var child in section.GetChildren())
        {
            if (Find(target, child.Key) is not { } property)
            {
                continue;
            }

            if (GroupOf(target, property) is { } group)
            {
                Bind(child, group);
            }
            else if (TryRead(child, property, out var value) && value is not null)
            {
                property.SetValue(target, value);
            }
        }
    }

    public static PropertyInfo? Find(object target, string key) =>
        target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(property => property.CanWrite && string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings below a property; null when the property is a setting itself.</summary>
    public static object? GroupOf(object target, PropertyInfo property) =>
        KnownSection.IsGroup(property.PropertyType) ? property.GetValue(target) : null;

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
