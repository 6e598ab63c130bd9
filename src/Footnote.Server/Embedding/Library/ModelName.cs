using System.Text.RegularExpressions;

namespace Footnote.Server.Embedding.Library;

/// <summary>
/// Names of models become names of folders and parts of addresses; so they are letters, digits, dots, dashes, underscores.
/// </summary>
internal static partial class ModelName
{
    public static void Require(string name)
    {
        if (!Plain().IsMatch(name))
        {
            throw new ModelRefusedException($"'{name}' cannot be the name of a model: letters, digits, '.', '-' and '_', 96 at most.");
        }
    }

    public static void RequireHubName(string name)
    {
        var parts = name.Split('/');
        if (parts.Length > 2 || !parts.All(part => Plain().IsMatch(part)))
        {
            throw new ModelRefusedException($"'{name}' is no name at a hub: NAME or OWNER/NAME is expected.");
        }
    }

    /// <summary>A branch, a tag or a commit; such as refs/pr/1.</summary>
    public static void RequireRevision(string revision)
    {
        if (!revision.Split('/').All(part => Plain().IsMatch(part)))
        {
            throw new ModelRefusedException($"'{revision}' is no revision: a branch, a tag or a commit is expected.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,95}\z", RegexOptions.None, 1000)]
    private static partial Regex Plain();
}
