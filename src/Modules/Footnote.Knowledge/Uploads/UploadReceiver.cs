using System.Text;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Footnote.Knowledge.Uploads;

/// <summary>Receives multipart uploads straight onto the disk. Nothing stays when it refuses or the caller goes away.</summary>
internal sealed class UploadReceiver(IObjectStore store, IOptions<KnowledgeOptions> options)
{
    private const int MaximumFields = 100;
    private const int MaximumFieldBytes = 16 * 1024;
    private const long OverheadBytes = 1024 * 1024;

    /// <summary>The limits that uploads are held to.</summary>
    public KnowledgeOptions Limits => options.Value;

    /// <summary>Refuses by the declared length, before a byte is read, and lifts the server's own limit up to ours.</summary>
    public Error? Admit(HttpContext context)
    {
        var limit = options.Value.MaxUploadBytes;
        if (context.Request.ContentLength > limit + OverheadBytes)
        {
            return KnowledgeErrors.TooLarge(limit);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = limit + OverheadBytes;
        }

        return null;
    }

    public async Task<Result<ReceivedFile>> ReceiveFormAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var boundary = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            return KnowledgeErrors.BadUpload("The multipart boundary is missing or too long.");
        }

        var form = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        ReceivedFile? file = null;
        try
        {
            var error = await ReadSectionsAsync(new MultipartReader(boundary, context.Request.Body), form, received =>
                file = received, cancellationToken);
            var fields = error is null ? FieldReader.FromForm(form, options.Value) : Result.Failure<UploadFields>(error);
            if (file is null && fields.IsSuccess)
            {
                return Error.Validation("file", "is required");
            }

            if (!fields.IsSuccess || file is null)
            {
                return fields.Error;
            }

            var result = file with { Fields = fields.Value };
            file = null;
            return result;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return KnowledgeErrors.TooLarge(options.Value.MaxUploadBytes);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !DiskFull.Is(exception)
            && !cancellationToken.IsCancellationRequested)
        {
            return KnowledgeErrors.BadUpload("The multipart body is not well-formed or ended early.");
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync();
            }
        }
    }

    /// <summary>Stores text sent in JSON like a file.</summary>
    public async Task<Result<ReceivedFile>> ReceiveTextAsync(string text, UploadFields fields, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await StoreAsync(source, fileName: null, cancellationToken))
            .Match<Result<ReceivedFile>>(file => file with { Fields = fields }, error => error);
    }

    /// <summary>Stores bytes that come from elsewhere, with the same bound and recognition. The name has been checked.</summary>
    public Task<Result<ReceivedFile>> ReceiveStreamAsync(Stream source, string fileName, CancellationToken cancellationToken) =>
        StoreAsync(source, fileName, cancellationToken);

    /// <summary>The name a part of a form gives its file; null when it gives none.</summary>
    public static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        var plain = HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        return disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : Utf8Name(plain);
    }

    private async Task<Error?> ReadSectionsAsync(
        MultipartReader reader, Dictionary<string, List<string>> form, Action<ReceivedFile> received, CancellationToken cancellationToken)
    {
        var hasFile = false;
        var fields = 0;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                return KnowledgeErrors.BadUpload("A part of the form has no Content-Disposition.");
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty;
            if (name == "file")
            {
                if (hasFile)
                {
                    return Error.Validation("file", "must be sent once");
                }

                hasFile = true;
                var result = await ReceiveSectionAsync(section, disposition, cancellationToken);
                if (!result.IsSuccess)
                {
                    return result.Error;
                }

                received(result.Value);
            }
            else if (++fields > MaximumFields || !await ReadFieldAsync(section, name, form, cancellationToken))
            {
                return KnowledgeErrors.BadUpload("The form has too many or too large fields.");
            }
        }

        return null;
    }

    private async Task<Result<ReceivedFile>> ReceiveSectionAsync(
        MultipartSection section, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
    {
        if (NameOf(disposition) is not { } name)
        {
            return Error.Validation("file", "must be sent as a file, with a name");
        }

        return FileNames.Fault(name) is { } fault ? KnowledgeErrors.BadName(fault)
            : await StoreAsync(section.Body, name, cancellationToken);
    }

    private async Task<Result<ReceivedFile>> StoreAsync(Stream source, string? fileName, CancellationToken cancellationToken)
    {
        var pending = store.Create();
        var keep = false;
        try
        {
            var copied = await BoundedCopy.CopyAsync(source, pending, options.Value.MaxUploadBytes, cancellationToken);
            if (!copied.IsSuccess)
            {
                return copied.Error;
            }

            var format = fileName is null ? FileFormat.Text : await FileReader.DetectAsync(pending.Path, fileName, cancellationToken);
            if (FileReader.IsRefused(format))
            {
                return KnowledgeErrors.Unsupported();
            }

            keep = true;
            return copied.Value with { FileName = fileName, Format = format };
        }
        finally
        {
            if (!keep)
            {
                await pending.DisposeAsync();
            }
        }
    }

    private static async Task<bool> ReadFieldAsync(
        MultipartSection section, string name, Dictionary<string, List<string>> form, CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumFieldBytes + 1];
        var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read > MaximumFieldBytes)
        {
            return false;
        }

        if (!form.TryGetValue(name, out var values))
        {
            form[name] = values = [];
        }

        values.Add(Encoding.UTF8.GetString(buffer, 0, read));
        return true;
    }

    /// <summary>Browsers send UTF-8 in filename=, which the header parser has read as Latin-1.</summary>
    private static string? Utf8Name(string? name)
    {
        if (name is null || name.All(char.IsAscii) || name.Any(c => c > 0xFF))
        {
            return name;
        }

        var bytes = Encoding.Latin1.GetBytes(name);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : name;
    }
}
