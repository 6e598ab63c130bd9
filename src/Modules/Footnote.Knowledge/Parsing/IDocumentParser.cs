using Footnote.Knowledge.Reading;

namespace Footnote.Knowledge.Parsing;

/// <summary>
/// Turns a file into text with structure, here or at a service. Implementations are thread-safe. A file that gives no text is an outcome;
/// a service that fails or refuses is a <see cref="ParserException"/>, after which the caller may ask another parser.
/// </summary>
internal interface IDocumentParser
{
    /// <summary>As reports and metrics show it.</summary>
    string Name { get; }

    Task<ReadingOutcome> ParseAsync(ParseRequest request, CancellationToken cancellationToken);
}
