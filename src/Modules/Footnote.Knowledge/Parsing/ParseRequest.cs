using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Parsing;

/// <summary>A file to be parsed.</summary>
internal sealed record ParseRequest(string Path, string? FileName, FileFormat Format)
{
    public string? Password { get; init; }
}
