using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Bulk;

/// <summary>
/// The name of a file in a bulk upload with the folders it lies in. It is never used as a path: the folders become tags, each with those
/// above it, so that a filter by one finds everything below.
/// </summary>
internal sealed record BulkPath(string FileName, IReadOnlyList<string> Folders)
{
    private const int MaximumDepth = 32;

    /// <summary>Why a path is refused, or its parts. A path that leads out of the upload is refused, not mended.</summary>
    public static Result<BulkPath> Parse(string path)
    {
        var parts = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Contains("..", StringComparer.Ordinal) || path.StartsWith('/') || parts.FirstOrDefault() is [_, ':'])
        {
            return KnowledgeErrors.BadName("The path leads out of the upload.");
        }

        string[] steps = [.. parts.Where(part => part != ".")];
        if (steps.Length is 0 or > MaximumDepth)
        {
            return KnowledgeErrors.BadName($"The path has no file name or more than {MaximumDepth} steps.");
        }

        return steps.Select(FileNames.Fault).FirstOrDefault(fault => fault is not null) is { } fault
            ? KnowledgeErrors.BadName(fault)
            : new BulkPath(steps[^1], TagsOf(steps[..^1]));
    }

    /// <summary>What operating systems leave behind.</summary>
    public static bool IsJunk(string path)
    {
        var parts = path.Replace('\\', '/').Split('/');
        return parts.Contains("__MACOSX", StringComparer.Ordinal)
            || parts[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini"
            || parts[^1].StartsWith("._", StringComparison.Ordinal);
    }

    private static List<string> TagsOf(string[] folders)
    {
        var tags = new List<string>();
        for (var depth = 1; depth <= folders.Length; depth++)
        {
            var tag = string.Join('/', folders[..depth]);

            // form fields separate tags by commas
            if (tag.Length <= FieldReader.MaximumTag && !tag.Contains(',', StringComparison.Ordinal))
            {
                tags.Add(tag);
            }
        }

        return tags;
    }
}
