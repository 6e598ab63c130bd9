namespace Footnote.Knowledge.Reading;

/// <summary>Ends the reading of a file whose content cannot be read; <see cref="FileReader"/> turns it into an outcome.</summary>
internal sealed class UnreadableFileException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static UnreadableFileException Corrupt(string message) => new(ReadingFailures.Corrupt, message);

    public static UnreadableFileException Encrypted() =>
        new(ReadingFailures.Encrypted, "The file is protected by a password. Remove the protection and upload it again.");

    public static UnreadableFileException TooLarge(string what, long limit) =>
        new(ReadingFailures.Corrupt, $"The file unpacks to more {what} than the limit of {limit}.");
}
