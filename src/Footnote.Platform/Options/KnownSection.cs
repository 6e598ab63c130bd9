using System.Reflection;

namespace Footnote.Platform.Options;

/// <summary>The settings a section may hold; the reference page and the diagnosis list them.</summary>
public sealed record KnownSection(string Path, Type Type)
{
    /// <summary>Full keys; settings that are objects are followed down.</summary>
    public IEnumerable<string> Keys => KeysOf(Path, Type);

    private static IEnumerable<string> KeysOf(string path, Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .SelectMany(property => IsGroup(property.PropertyType)
                ? KeysOf($"{path}:{property.Name}", property.PropertyType)
                : [$"{path}:{property.Name}"]);

    internal static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && !type.IsArray && type.Assembly != typeof(string).Assembly;
}
