using System.Globalization;

namespace Footnote.Encoder;

/// <summary>A model folder cannot be used: a file is missing, damaged, of an unknown kind or does not fit the others.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Creates the exception; the message names all four parts.</summary>
    /// <param name="file">Path of the file at fault.</param>
    /// <param name="item">Tensor or setting at fault, or null when it is the file as a whole.</param>
    /// <param name="expected">What a usable model has there.</param>
    /// <param name="found">What is there.</param>
    /// <param name="innerException">The failure of the reader below, if any.</param>
    public ModelFormatException(string file, string? item, string expected, string found, Exception? innerException = null)
        : base(Describe(file, item, expected, found), innerException)
    {
        File = file;
        Item = item;
        Expected = expected;
        Found = found;
    }

    /// <summary>Path of the file at fault.</summary>
    public string File { get; }

    /// <summary>Tensor or setting at fault; null when it is the file as a whole.</summary>
    public string? Item { get; }

    /// <summary>What a usable model has there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Found { get; }

    private static string Describe(string file, string? item, string expected, string found) => item is null
        ? string.Create(CultureInfo.InvariantCulture, $"{file}: expected {expected}, found {found}.")
        : string.Create(CultureInfo.InvariantCulture, $"{file}: '{item}': expected {expected}, found {found}.");
}
