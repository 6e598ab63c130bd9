namespace Footnote.Knowledge.Reading.Compound;

/// <summary>Tells by its directory what a compound file holds.</summary>
internal static class CompoundFormats
{
    public const string EncryptedPackage = "EncryptedPackage";
    public const string EncryptionInfo = "EncryptionInfo";
    public const string MailProperties = "__properties_version1.0";

    public static FileFormat Detect(Stream stream)
    {
        try
        {
            var file = CompoundFile.Open(stream);
            var names = file.Children(file.Root).Select(entry => entry.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return names.Contains(EncryptedPackage) ? FileFormat.EncryptedOffice
                : names.Contains(MailProperties) ? FileFormat.OutlookMail
                : FileFormat.LegacyOffice;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            return FileFormat.LegacyOffice;
        }
    }
}
