using System.Text.RegularExpressions;
using Footnote.Models.Words;

namespace Footnote.Models.Prompts;

/// <summary>
/// A prompt kept as a resource file. Its {{names}} are filled in one pass, so a value that looks like a name stays a value.
/// </summary>
public sealed partial class PromptTemplate
{
    private readonly string _text;

    internal PromptTemplate(string text) => _text = text;

    public static PromptTemplate Answer { get; } = Load("answer-system");

    public static PromptTemplate Open { get; } = Load("open-system");

    public static PromptTemplate Question { get; } = Load("question");

    public static PromptTemplate Passage { get; } = Load("passage");

    /// <summary>Throws when a name of the template has no value.</summary>
    public string Render(params (string Name, string Value)[] values) => Name().Replace(_text, match =>
    {
        string name = match.Groups["name"].Value;
        foreach ((string known, string value) in values)
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                return value;
            }
        }

        throw new ArgumentException($"The prompt needs a value for '{name}'.", nameof(values));
    });

    private static PromptTemplate Load(string name)
    {
        using Stream stream = typeof(PromptTemplate).Assembly.GetManifestResourceStream($"Prompts/{name}.txt")
            ?? throw new InvalidOperationException($"The prompt '{name}' is not part of the assembly.");
        using var reader = new StreamReader(stream);
        return new PromptTemplate(reader.ReadToEnd().TrimEnd());
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z_]+)\}\}", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex Name();
}
