namespace Footnote.Knowledge.Tests.Reading;

/// <summary>One line of the manifest: how a file must behave.</summary>
internal sealed record ManifestEntry(string File, string Format, string Behaviour, string? Password, string? Reference)
{
    public static ManifestEntry Parse(string line)
    {
        var cells = line.Split('\t');
        return new ManifestEntry(cells[0], cells[3], cells[6], cells[7].Length > 0 ? cells[7] : null, cells[9].Length > 0 ? cells[9]
            : null);
    }
}
