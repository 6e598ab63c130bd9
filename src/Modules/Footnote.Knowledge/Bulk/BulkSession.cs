using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Footnote.Knowledge.Bulk;

/// <summary>
/// One bulk upload. Each file is a document of its own, stored for good before the next one is looked at: whatever ends the request, what
/// has been accepted stays, and the same request with the same key goes on where the first one ended.
/// </summary>
internal sealed class BulkSession(BulkParts parts, Principal principal, string? key)
{
    private readonly List<BulkFileResult> _results = [];
    private int _skipped;
    private long _bytes;
    private UploadFields _fields = new();

    /// <summary>Why nothing more is taken.</summary>
    public Error? Fault { get; private set; }

    public bool HasFiles { get; private set; }

    private KnowledgeOptions Limits => parts.Options.Value;

    public void Stop(Error error) => Fault ??= error;

    /// <summary>The report; a request that brought nothing at all is refused by its fault.</summary>
    public Result<BulkResponse> Finish()
    {
        var accepted = _results.Count(result => result.Status == BulkFileResult.Accepted);
        if (Fault is { } fault && accepted == 0)
        {
            return fault;
        }

        if (!HasFiles)
        {
            return Error.Validation("file", "is required");
        }

        return new BulkResponse
        {
            Accepted = accepted,
            Refused = _results.Count - accepted,
            Skipped = _skipped,
            Results = _results,
            Error = Fault is null ? null : new DocumentFault(Fault.Code, Fault.Message),
            StatusUrl = "/ingestion",
        };
    }

    /// <summary>Checks the fields that hold for all files, before the first of them; false when they are refused.</summary>
    public async Task<bool> SetFieldsAsync(IReadOnlyDictionary<string, List<string>> form, CancellationToken cancellationToken)
    {
        var fields = form.ContainsKey("title")
            ? Error.Validation("title", "is not a field of this request: each file has its own")
            : FieldReader.FromForm(form, Limits);
        if (!fields.IsSuccess)
        {
            Stop(fields.Error);
        }
        else if (fields.Value.Readers is { } readers
            && await parts.Readers.FaultAsync(principal.TenantId, readers, "readers.", cancellationToken) is { } fault)
        {
            Stop(fault);
        }
        else
        {
            _fields = fields.Value;
        }

        return Fault is null;
    }

    /// <summary>Reads the request; what ends it early is its fault, not an exception, unless the caller has gone away.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            await read(cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            Stop(KnowledgeErrors.BulkTooLarge(Limits.MaxBulkBytes));
        }
        catch (Exception exception) when (DiskFull.Is(exception))
        {
            Stop(KnowledgeErrors.StorageFull());
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException && !cancellationToken.IsCancellationRequested)
        {
            Stop(KnowledgeErrors.BadUpload("The body is not well-formed or ended early."));
        }
    }

    /// <summary>Takes one file of the request; an archive is taken apart, others become documents.</summary>
    public async Task TakeAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        HasFiles = true;
        var pending = parts.Store.Create();
        await using var held = pending;
        var copied = await BoundedCopy.CopyAsync(content, pending, Limits.MaxBulkBytes - _bytes, cancellationToken);
        if (!copied.IsSuccess)
        {
            if (copied.Error.Status == StatusCodes.Status413PayloadTooLarge)
            {
                Stop(KnowledgeErrors.BulkTooLarge(Limits.MaxBulkBytes));
            }
            else if (Count(path))
            {
                _results.Add(BulkFileResult.Of(path, copied.Error));
            }

            return;
        }

        if (await IsArchiveAsync(pending.Path, path, cancellationToken))
        {
            await ExpandAsync(pending.Path, path, cancellationToken);
            return;
        }

        _bytes += copied.Value.Size;
        if (Count(path))
        {
            await CreateAsync(path, copied.Value, cancellationToken);
        }
    }

    private async Task<bool> IsArchiveAsync(string file, string path, CancellationToken cancellationToken)
    {
        await using (var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            var head = new byte[4];
            var read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            if (!CentralDirectory.IsZip(head.AsSpan(0, read)) || CentralDirectory.SizeOf(stream) is not { } size)
            {
                return false;
            }

            if (size > parts.LargestDirectory)
            {
                Stop(KnowledgeErrors.TooManyFiles(Limits.MaxBulkFiles));
                return true;
            }
        }

        return await FileReader.DetectAsync(file, path, cancellationToken) == FileFormat.Archive;
    }

    private async Task ExpandAsync(string file, string path, CancellationToken cancellationToken)
    {
        if (Fault is not null)
        {
            return;
        }

        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, useAsync: true);
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, ZipNameEncoding.Instance);
            foreach (var entry in zip.Entries.Where(entry => entry.Name.Length > 0))
            {
                if (Fault is not null || !Count(entry.FullName))
                {
                    continue;
                }

                await TakeEntryAsync(entry, cancellationToken);
            }
        }
        catch (InvalidDataException)
        {
            _results.Add(BulkFileResult.Of(path, KnowledgeErrors.DamagedArchive()));
        }
    }

    private async Task TakeEntryAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        var path = entry.FullName;
        if (entry.IsEncrypted)
        {
            _results.Add(BulkFileResult.Of(path, KnowledgeErrors.EncryptedEntry()));
            return;
        }

        var parsed = BulkPath.Parse(path);
        if (!parsed.IsSuccess)
        {
            _results.Add(BulkFileResult.Of(path, parsed.Error));
            return;
        }

        var left = Limits.MaxBulkBytes - _bytes;
        var byRatio = Math.Max(parts.FreeUnpacked, entry.CompressedLength * Limits.MaxBulkRatio);
        using var content = new BoundedStream(
            entry.Open(), Math.Min(left, byRatio),
            () => new BulkLimitException(left < byRatio
                ? KnowledgeErrors.BulkTooLarge(Limits.MaxBulkBytes)
                : KnowledgeErrors.SuspiciousArchive(Limits.MaxBulkRatio)));
        try
        {
            var received = await parts.Receiver.ReceiveStreamAsync(content, parsed.Value.FileName, cancellationToken);
            if (received.IsSuccess)
            {
                await CreateAsync(path, received.Value, cancellationToken);
            }
            else
            {
                _results.Add(BulkFileResult.Of(path, received.Error));
            }
        }
        catch (BulkLimitException limit)
        {
            _results.Add(BulkFileResult.Of(path, limit.Error));
            Stop(limit.Error);
        }
        catch (InvalidDataException)
        {
            _results.Add(BulkFileResult.Of(path, KnowledgeErrors.DamagedArchive()));
        }
        finally
        {
            _bytes += content.Count;
        }
    }

    private async Task CreateAsync(string path, ReceivedFile received, CancellationToken cancellationToken)
    {
        await using var file = received;
        var parsed = BulkPath.Parse(path);
        if (!parsed.IsSuccess)
        {
            _results.Add(BulkFileResult.Of(path, parsed.Error));
            return;
        }

        var checkedFile = await parts.CheckAsync(received, parsed.Value.FileName, cancellationToken);
        if (!checkedFile.IsSuccess)
        {
            _results.Add(BulkFileResult.Of(path, checkedFile.Error));
            return;
        }

        var tags = _fields.Tags.Concat(parsed.Value.Folders).Distinct(StringComparer.Ordinal).Take(FieldReader.MaximumTags).ToArray();
        var document = checkedFile.Value with
        {
            Fields = _fields with { Tags = tags },
            Priority = IngestionPriority.Bulk,
        };
        var created = await parts.Creator.CreateAsync(DocumentOwner.Of(principal), document, KeyOf(path), cancellationToken);
        _results.Add(BulkFileResult.Of(path, created));
    }

    /// <summary>Counts a file; false when it is junk or one too many.</summary>
    private bool Count(string path)
    {
        if (BulkPath.IsJunk(path))
        {
            _skipped++;
            return false;
        }

        if (_results.Count >= Limits.MaxBulkFiles)
        {
            Stop(KnowledgeErrors.TooManyFiles(Limits.MaxBulkFiles));
            return false;
        }

        return true;
    }

    private string? KeyOf(string path) => key is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"bulk\n{key}\n{_results.Count}\n{path}"))));
}
