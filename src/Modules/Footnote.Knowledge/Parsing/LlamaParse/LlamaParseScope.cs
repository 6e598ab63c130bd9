using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>Which files may be sent to the service: nothing unless the operator says so.</summary>
internal sealed class LlamaParseScope
{
    private const string Everyone = "*";

    private readonly bool _isConfigured;
    private readonly bool _hasEveryone;
    private readonly HashSet<Guid> _tenants;
    private readonly HashSet<Guid> _collections;
    private readonly HashSet<FileFormat> _formats;

    public LlamaParseScope(LlamaParseOptions options)
    {
        _isConfigured = options.IsConfigured;
        _hasEveryone = options.Tenants.Trim() == Everyone;
        _tenants = [.. Parts(options.Tenants).Select(IdOf).OfType<Guid>()];
        _collections = [.. Parts(options.Collections).Select(IdOf).OfType<Guid>()];
        _formats = [.. Parts(options.Formats).Select(FormatOf).OfType<FileFormat>()];
    }

    public bool Includes(Guid tenantId, Guid? collectionId, FileFormat format) =>
        _isConfigured && _formats.Contains(format)
        && (_hasEveryone || _tenants.Contains(tenantId) || (collectionId is { } id && _collections.Contains(id)));

    /// <summary>What is wrong with the lists.</summary>
    public static IEnumerable<string> Faults(LlamaParseOptions options)
    {
        if (options.Tenants.Trim() != Everyone)
        {
            foreach (var part in Parts(options.Tenants).Where(part => IdOf(part) is null))
            {
                yield return $"Footnote:Knowledge:LlamaParse:Tenants: '{part}' is no id of a tenant (or write * for all).";
            }
        }

        foreach (var part in Parts(options.Collections).Where(part => IdOf(part) is null))
        {
            yield return $"Footnote:Knowledge:LlamaParse:Collections: '{part}' is no id of a collection.";
        }

        foreach (var part in Parts(options.Formats).Where(part => FormatOf(part) is null))
        {
            yield return $"Footnote:Knowledge:LlamaParse:Formats: '{part}' is not one of {string.Join(", ", Sendable)}.";
        }
    }

    private static IReadOnlyList<string> Sendable { get; } = ["pdf", "image", "docx", "pptx", "xlsx", "odt", "rtf", "epub", "html"];

    private static string[] Parts(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Guid? IdOf(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static FileFormat? FormatOf(string name) =>
        Sendable.Contains(name, StringComparer.OrdinalIgnoreCase) && Enum.TryParse<FileFormat>(name, ignoreCase: true, out var format)
            ? format
            : null;
}
