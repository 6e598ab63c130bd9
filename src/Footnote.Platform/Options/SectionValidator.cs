using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Platform.Options;

/// <summary>Lists every fault of a section: keys that do not exist, values that cannot be read, values out of range.</summary>
internal sealed class SectionValidator<TOptions>(IConfigurationSection section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<string>();
        Check(section, options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(IConfigurationSection section, object target, List<string> faults)
    {
        foreach (var child in section.GetChildren())
        {
            if (SectionReader.Find(target, child.Key) is not { } property)
            {
                faults.Add($"{child.Path}: there is no such setting");
            }
            else if (SectionReader.GroupOf(target, property) is null && !SectionReader.TryRead(child, property, out _))
            {
                faults.Add($"{child.Path}: the value cannot be read as {Describe(property.PropertyType)}");
            }
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateObject(target, new ValidationContext(target), results, validateAllProperties: true);
        faults.AddRange(results.Select(result => $"{section.Path}:{result.MemberNames.FirstOrDefault() ?? "?"}: {result.ErrorMessage}"));
        foreach (var property in target.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(item => item.CanWrite))
        {
            if (SectionReader.GroupOf(target, property) is { } group)
            {
                Check(section.GetSection(property.Name), group, faults);
            }
        }
    }

    private static string Describe(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return inner switch
        {
            _ when inner == typeof(bool) => "true or false",
            _ when inner == typeof(int) || inner == typeof(long) => "a whole number",
            _ when inner == typeof(double) || inner == typeof(float) => "a number",
            _ when inner == typeof(TimeSpan) => "a duration such as 00:05:00",
            _ when inner.IsEnum => $"one of {string.Join(", ", Enum.GetNames(inner))}",
            _ => inner.Name,
        };
    }
}
