using System.Reflection;

namespace Footnote.Architecture.Tests;

public class SurfaceTests
{
    [Fact]
    public void Modules_export_only_the_listed_types()
    {
        var lines = Assemblies().Where(assembly => !IsEngine(assembly) && Name(assembly) != "footnote")
            .SelectMany(assembly => assembly.GetExportedTypes().Select(type => $"{Name(assembly)}: {type.FullName}"))
            .Order(StringComparer.Ordinal);
        Repository.AssertApproved("docs/architecture/public-types.txt", lines);
    }

    [Theory]
    [InlineData("Footnote.Retrieval")]
    [InlineData("Footnote.Encoder")]
    [InlineData("Footnote.Client")]
    public void Public_signatures_are_the_reviewed_ones(string assemblyName)
    {
        var types = Assembly.Load(assemblyName).GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        Repository.AssertApproved($"docs/architecture/public-api/{assemblyName}.txt", types.SelectMany(Signatures));
    }

    [Fact]
    public void Public_async_methods_take_a_cancellation_token_last()
    {
        var wrong = Assemblies().SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(
                type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => IsAsync(method) && !IsImposed(method))
            .Where(method => method.GetParameters().LastOrDefault()?.ParameterType != typeof(CancellationToken))
            .Select(method => $"{method.DeclaringType?.FullName}.{method.Name}");
        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Signatures(Type type)
    {
        yield return type.ToString();
        var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);
        var written = members
            .Where(member => member is not MethodInfo { IsSpecialName: true } && member.MemberType != MemberTypes.NestedType
                && !member.Name.Contains('<', StringComparison.Ordinal))
            .Select(member => $"  {member.MemberType.ToString().ToLowerInvariant()} {member}");
        foreach (var line in written.Order(StringComparer.Ordinal))
        {
            yield return line;
        }
    }

    private static bool IsAsync(MethodInfo method)
    {
        var type = method.ReturnType;
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return open == typeof(Task)
            || open == typeof(Task<>) || open == typeof(ValueTask) || open == typeof(ValueTask<>) || open == typeof(IAsyncEnumerable<>);
    }

    /// <summary>
    /// The framework fixes the signature: disposal, overrides, interface implementations, minimal API binding and middleware.
    /// </summary>
    private static bool IsImposed(MethodInfo method) =>
        method.Name is "DisposeAsync" or "BindAsync" or "InvokeAsync" || method.GetBaseDefinition() != method
        || method.IsVirtual && method.DeclaringType is { IsInterface: false } declaring && declaring.GetInterfaces()
            .Where(contract => contract.Assembly.GetName().Name?.StartsWith("Footnote", StringComparison.Ordinal) != true)
            .Any(contract => declaring.GetInterfaceMap(contract).TargetMethods.Contains(method));

    private static bool IsEngine(Assembly assembly) => Name(assembly) is "Footnote.Retrieval" or "Footnote.Encoder" or "Footnote.Client";

    private static string Name(Assembly assembly) => assembly.GetName().Name ?? "";

    private static IEnumerable<Assembly> Assemblies() => Repository.Files("src", "*.csproj")
        .Select(project => Path.GetFileNameWithoutExtension(project))
        .Where(name => name != "Footnote.Cli").Select(name => Assembly.Load(name));
}
