using System.Text;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Footnote.Knowledge.Bulk;

/// <summary>Reads the form of a bulk upload part by part: fields first, then files.</summary>
internal sealed class BulkForm(BulkSession session)
{
    private const int MaximumFields = 100;
    private const int MaximumFieldBytes = 16 * 1024;
    private readonly Dictionary<string, List<string>> _form = new(StringComparer.Ordinal);
    private bool _isChecked;

    public async Task ReadAsync(HttpContext context, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, context.Request.Body);
        while (session.Fault is null && await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            await ReadSectionAsync(section, cancellationToken);
        }
    }

    private async Task ReadSectionAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
        {
            session.Stop(KnowledgeErrors.BadUpload("A part of the form has no Content-Disposition."));
            return;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? string.Empty;
        if (name != "file")
        {
            await ReadFieldAsync(section, name, cancellationToken);
        }
        else if (UploadReceiver.NameOf(disposition) is not { } path)
        {
            session.Stop(Error.Validation("file", "must be sent as a file, with a name"));
        }
        else if (await CheckFieldsAsync(cancellationToken))
        {
            await session.TakeAsync(path, section.Body, cancellationToken);
        }
    }

    private async Task ReadFieldAsync(MultipartSection section, string name, CancellationToken cancellationToken)
    {
        if (session.HasFiles)
        {
            session.Stop(Error.Validation(name, "must come before the files"));
            return;
        }

        var buffer = new byte[MaximumFieldBytes + 1];
        var read = await section.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (read > MaximumFieldBytes || _form.Sum(field => field.Value.Count) >= MaximumFields)
        {
            session.Stop(KnowledgeErrors.BadUpload("The form has too many or too large fields."));
            return;
        }

        if (!_form.TryGetValue(name, out var values))
        {
            _form[name] = values = [];
        }

        values.Add(Encoding.UTF8.GetString(buffer, 0, read));
    }

    private async Task<bool> CheckFieldsAsync(CancellationToken cancellationToken) =>
        _isChecked || (_isChecked = await session.SetFieldsAsync(_form, cancellationToken));
}
