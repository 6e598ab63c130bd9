namespace Footnote.Retrieval.Text;

/// <summary>Reads the data files that are embedded in this assembly.</summary>
internal static class TextResource
{
    /// <summary>The lines of an embedded file without comments (#) and blank lines.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        var assembly = typeof(TextResource).Assembly;
        using var stream = assembly.GetManifestResourceStream("Footnote.Retrieval.Text.Data." + name)
            ?? throw new InvalidOperationException($"The embedded file {name} is missing.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
