using System.Reflection;

namespace Footnote.Operations.Health;

/// <summary>The version of this build, without the source revision.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = (
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0")
        .Split('+')[0];
}
