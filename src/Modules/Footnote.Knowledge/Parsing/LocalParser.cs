using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Parsing;

/// <summary>The readers of this server.</summary>
internal sealed class LocalParser(FileReader reader) : IDocumentParser
{
    public const string ParserName = "local";

    public string Name => ParserName;

    public Task<ReadingOutcome> ParseAsync(ParseRequest request, CancellationToken cancellationToken) =>
        reader.ReadAsync(request.Path, request.FileName, request.Password, cancellationToken);
}
