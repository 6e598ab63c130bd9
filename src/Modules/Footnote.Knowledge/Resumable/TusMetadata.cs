using System.Text;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Resumable;

/// <summary>
/// What comes with a resumable upload: pairs of a name and a value in base64. <c>filename</c> is required; <c>filetype</c>, <c>name</c>,
/// <c>type</c> and <c>relativePath</c>, which clients add by themselves, are not looked at; others are the fields of an upload.
/// </summary>
internal sealed record TusMetadata(string FileName, UploadFields Fields)
{
    private const int Maximum = 16 * 1024;

    public static Result<TusMetadata> Parse(string header, KnowledgeOptions limits)
    {
        if (header.Length > Maximum)
        {
            return Error.Validation(TusHeaders.Metadata, $"must be at most {Maximum} characters");
        }

        var form = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            if (Decode(parts.Length == 2 ? parts[1] : string.Empty) is not { } value || !form.TryAdd(parts[0], [value]))
            {
                return Error.Validation(TusHeaders.Metadata, "must be pairs of a name, once each, and a value of UTF-8 in base64");
            }
        }

        if (!form.Remove("filename", out var name))
        {
            return Error.Validation(TusHeaders.Metadata, "must name the file: filename");
        }

        foreach (var ignored in (string[])["filetype", "name", "type", "relativePath"])
        {
            form.Remove(ignored);
        }

        var fields = FieldReader.FromForm(form, limits);
        return FileNames.Fault(name[0]) is { } fault ? KnowledgeErrors.BadName(fault)
            : fields.Match<Result<TusMetadata>>(value => new TusMetadata(name[0], value), error => error);
    }

    private static string? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length))
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
