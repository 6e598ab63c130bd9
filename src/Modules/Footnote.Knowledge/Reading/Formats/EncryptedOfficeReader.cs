using System.Buffers.Binary;
using System.Security.Cryptography;
using Footnote.Knowledge.Reading.Compound;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>DOCX, XLSX and PPTX behind a password: decrypted where the right one is given, then read as what they are.</summary>
internal sealed class EncryptedOfficeReader : IFormatReader
{
    private const int LargestInfo = 1024 * 1024;

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        if (context.Password is not { } password)
        {
            throw UnreadableFileException.Encrypted();
        }

        var package = Decrypt(context, password, cancellationToken) ?? throw UnreadableFileException.Encrypted();
        await NestedFile.ReadWholeAsync(context, package, cancellationToken);
    }

    private static byte[]? Decrypt(ReadingContext context, string password, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = context.OpenRead();
            var file = CompoundFile.Open(stream);
            var info = Stream(file, CompoundFormats.EncryptionInfo, LargestInfo);
            var encrypted = Stream(file, CompoundFormats.EncryptedPackage, context.Limits.UnpackedBytes);
            var (major, minor) = (BinaryPrimitives.ReadUInt16LittleEndian(info), BinaryPrimitives.ReadUInt16LittleEndian(info.AsSpan(2)));
            return (major, minor) switch
            {
                (4, 4) => AgileEncryption.Decrypt(info, encrypted, password, cancellationToken),
                (2 or 3 or 4, 2) => StandardEncryption.Decrypt(info, encrypted, password),
                _ => throw UnreadableFileException.Encrypted(),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or IndexOutOfRangeException)
        {
            throw UnreadableFileException.Corrupt("The encryption of the file is damaged.");
        }
    }

    private static byte[] Stream(CompoundFile file, string name, long maximum) =>
        file.Find(file.Root, name) is { } entry
            ? file.Read(entry, maximum)
            : throw UnreadableFileException.Corrupt("The encryption of the file is damaged.");
}
