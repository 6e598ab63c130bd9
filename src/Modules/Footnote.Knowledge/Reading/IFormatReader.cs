namespace Footnote.Knowledge.Reading;

/// <summary>
/// Reads files of one format into the builder of the context. Throws <see cref="UnreadableFileException"/> for a file that cannot be
/// read, observes the cancellation token between parts, opens no connection and follows no link.
/// </summary>
internal interface IFormatReader
{
    Task ReadAsync(ReadingContext context, CancellationToken cancellationToken);
}
