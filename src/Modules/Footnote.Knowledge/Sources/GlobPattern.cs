using System.Text;
using System.Text.RegularExpressions;

namespace Footnote.Knowledge.Sources;

/// <summary>Patterns over references: <c>*</c> within a folder, <c>**</c> across folders, <c>?</c> one character. A pattern without a slash
/// is matched against the last part. Case counts.</summary>
internal sealed class GlobPattern
{
    public const int MaximumLength = 300;
    private readonly Regex _regex;
    private readonly bool _isName;

    private GlobPattern(Regex regex, bool isName)
    {
        _regex = regex;
        _isName = isName;
    }

    public static GlobPattern Parse(string pattern)
    {
        var text = pattern.TrimStart('/');
        return new GlobPattern(
            new Regex(ToRegex(text), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
            isName: !text.Contains('/', StringComparison.Ordinal));
    }

    public bool Matches(string reference)
    {
        var path = reference.AsSpan().TrimStart('/');
        return _regex.IsMatch(_isName ? path[(path.LastIndexOf('/') + 1)..] : path);
    }

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern.AsSpan(at).StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                at += 2;
            }
            else if (pattern.AsSpan(at).StartsWith("**"))
            {
                regex.Append(".*");
                at++;
            }
            else
            {
                regex.Append(pattern[at] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }

        return regex.Append('$').ToString();
    }
}
