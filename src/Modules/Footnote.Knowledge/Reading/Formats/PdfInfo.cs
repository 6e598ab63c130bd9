using System.Globalization;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>What pdfinfo says about a file.</summary>
internal sealed record PdfInfo(int Pages, string? Title)
{
    private const int InfoCharacters = 64 * 1024;

    public static async Task<PdfInfo> ReadAsync(string path, string? password, ReadingLimits limits, CancellationToken cancellationToken)
    {
        string[] arguments = ["-enc", "UTF-8", .. PasswordArguments(password), path];
        var output = await ExternalProgram.RunAsync("pdfinfo", arguments, limits, InfoCharacters, cancellationToken);
        if (output.ExitCode != 0)
        {
            throw Failure(output);
        }

        int pages = 0;
        string? title = null;
        foreach (var line in output.Text.Split('\n'))
        {
            if (line.StartsWith("Pages:", StringComparison.Ordinal))
            {
                _ = int.TryParse(line.AsSpan(6).Trim(), CultureInfo.InvariantCulture, out pages);
            }
            else if (line.StartsWith("Title:", StringComparison.Ordinal))
            {
                title = PdfTitle.Usable(line[6..].Trim());
            }
        }

        return new PdfInfo(pages, title);
    }

    /// <summary>Poppler takes the password as an argument only.</summary>
    public static IReadOnlyList<string> PasswordArguments(string? password) => password is null ? [] : ["-upw", password];

    /// <summary>Why a program of poppler ended with an error.</summary>
    public static UnreadableFileException Failure(ProgramOutput output)
    {
        if (output.IsMissing)
        {
            return new UnreadableFileException(ReadingFailures.Unsupported,
                "PDF files need poppler-utils, which is not installed on the server.");
        }

        return output.Errors.Contains("password", StringComparison.OrdinalIgnoreCase)
            ? UnreadableFileException.Encrypted()
            : UnreadableFileException.Corrupt("The PDF file is damaged and cannot be opened.");
    }
}
