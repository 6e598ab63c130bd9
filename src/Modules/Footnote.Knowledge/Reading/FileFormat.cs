namespace Footnote.Knowledge.Reading;

/// <summary>What a file is, recognised by its content. Names are stored and shown: they may be added to, never renamed.</summary>
public enum FileFormat
{
    Unknown,
    Text,
    Markdown,
    Html,
    Docx,
    Pdf,
    Pptx,
    Xlsx,
    Csv,
    Epub,
    Rtf,
    Odt,
    Mail,
    Mailbox,
    Json,
    Xml,
    Subtitles,
    Image,
    BrokenArchive,
    EncryptedOffice,
    LegacyOffice,
    Archive,
    Binary,
    OutlookMail,
}
