
namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Rich Text Format: text, tables and Unicode; fonts, styles, pictures and objects are left out.</summary>
internal sealed class RtfReader : IFormatReader
{
    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(context.Path, cancellationToken);
        new RtfParser(bytes, context.Builder).Read(cancellationToken);
    }
}
