using System.Buffers.Binary;
using System.Text;
using Footnote.Knowledge.Reading.Compound;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Mail;

/// <summary>The properties of an object in Outlook mail (MS-OXMSG): long ones are streams, short ones stand in a table.</summary>
internal sealed class OutlookProperties(CompoundFile file, CompoundEntry folder, long maximumBytes)
{
    private const string StreamPrefix = "__substg1.0_";
    private const int RowBytes = 16;
    private const string Unicode = "001F";
    private const string CodePage = "001E";
    private const string Binary = "0102";

    private readonly Dictionary<string, CompoundEntry> _children = file.Children(folder)
        .GroupBy(entry => entry.Name.ToUpperInvariant(), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    /// <summary>Folders within this object by the start of their names, in order: recipients, attachments.</summary>
    public IEnumerable<CompoundEntry> Folders(string prefix) => _children
        .Where(pair => !pair.Value.IsStream && pair.Key.StartsWith(prefix.ToUpperInvariant(), StringComparison.Ordinal))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    /// <summary>A text by its property number, such as 0037 for the subject; null when it is absent or empty.</summary>
    public string? Text(string number)
    {
        var text = Bytes(number, Unicode) is { } wide ? Encoding.Unicode.GetString(wide)
            : Bytes(number, CodePage) is { } narrow ? TextDecoder.Decode(narrow).Text
            : null;
        text = text?.TrimEnd('\0');
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public byte[]? Bytes(string number) => Bytes(number, Binary);

    /// <summary>An object within this one, such as an attached mail.</summary>
    public CompoundEntry? Object(string number) =>
        _children.GetValueOrDefault($"{StreamPrefix}{number}000D".ToUpperInvariant()) is { IsStream: false } entry ? entry : null;

    /// <summary>A point in time by its property number; null when it is absent.</summary>
    public DateTimeOffset? Time(ushort number)
    {
        if (_children.GetValueOrDefault(CompoundFormats.MailProperties.ToUpperInvariant()) is not { } entry)
        {
            return null;
        }

        var table = file.Read(entry, maximumBytes);
        // the header before the rows is 32, 24 or 8 bytes long, depending on the object; rows fill the rest
        for (var at = table.Length % RowBytes; at + RowBytes <= table.Length; at += RowBytes)
        {
            var row = table.AsSpan(at, RowBytes);
            var isTime = BinaryPrimitives.ReadUInt16LittleEndian(row) == 0x0040;
            if (isTime && BinaryPrimitives.ReadUInt16LittleEndian(row[2..]) == number)
            {
                return TimeOf(BinaryPrimitives.ReadInt64LittleEndian(row[8..]));
            }
        }

        return null;
    }

    private static DateTimeOffset? TimeOf(long fileTime) =>
        fileTime > 0 && fileTime < DateTimeOffset.MaxValue.ToFileTime() ? DateTimeOffset.FromFileTime(fileTime).ToUniversalTime() : null;

    private byte[]? Bytes(string number, string type) =>
        _children.GetValueOrDefault($"{StreamPrefix}{number}{type}".ToUpperInvariant()) is { IsStream: true } entry
            ? file.Read(entry, maximumBytes)
            : null;
}
