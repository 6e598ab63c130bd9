namespace Footnote.Knowledge.Sources;

/// <summary>Which items of a source are wanted: any of the included, none of the excluded.</summary>
internal sealed class SourceScope(IEnumerable<string> include, IEnumerable<string> exclude)
{
    private readonly GlobPattern[] _include = [.. include.Select(GlobPattern.Parse)];
    private readonly GlobPattern[] _exclude = [.. exclude.Select(GlobPattern.Parse)];

    public static SourceScope Everything { get; } = new([], []);

    public bool Wants(string reference) =>
        (_include.Length == 0 || _include.Any(pattern => pattern.Matches(reference)))
        && !_exclude.Any(pattern => pattern.Matches(reference));
}
