namespace Footnote.Knowledge.Uploads;

/// <summary>Names of files are shown and sent back, never used as paths; still, one that looks like a path is refused, not
/// mended.</summary>
internal static class FileNames
{
    private const int Maximum = 255;

    /// <summary>Why a name is refused; null when it is fine.</summary>
    public static string? Fault(string name)
    {
        if (name.Length == 0 || name.Trim().Length == 0)
        {
            return "The file has no name.";
        }

        if (name.Length > Maximum)
        {
            return $"The file's name is longer than {Maximum} characters.";
        }

        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) || name is "." or "..")
        {
            return "The file's name must not be a path.";
        }

        return name.Any(c => char.IsControl(c) || c == '\uFFFD') ? "The file's name holds characters that are not allowed." : null;
    }
}
