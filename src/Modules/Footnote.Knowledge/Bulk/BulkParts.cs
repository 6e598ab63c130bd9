using Footnote.Knowledge.Access;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Bulk;

/// <summary>What a bulk upload works with.</summary>
internal sealed class BulkParts(
    UploadReceiver receiver, DocumentCreator creator, IObjectStore store, ReaderCheck readers, IOptions<KnowledgeOptions> options)
{
    private const long DirectoryBytesPerFile = 1024;

    public UploadReceiver Receiver => receiver;

    public DocumentCreator Creator => creator;

    public IObjectStore Store => store;

    public ReaderCheck Readers => readers;

    public IOptions<KnowledgeOptions> Options => options;

    /// <summary>Bytes an archive's table of contents may have, so that it fits into the memory.</summary>
    public long LargestDirectory => Math.Max(1024 * 1024, options.Value.MaxBulkFiles * DirectoryBytesPerFile);

    /// <summary>Entries up to this size may be as dense as they like.</summary>
    public long FreeUnpacked => 1024 * 1024;

    /// <summary>The checks of a single upload, for a file that has arrived.</summary>
    public async Task<Result<ReceivedFile>> CheckAsync(ReceivedFile file, string fileName, CancellationToken cancellationToken)
    {
        if (file.Size > options.Value.MaxUploadBytes)
        {
            return KnowledgeErrors.TooLarge(options.Value.MaxUploadBytes);
        }

        var format = await FileReader.DetectAsync(file.Pending.Path, fileName, cancellationToken);
        if (format == FileFormat.BrokenArchive && fileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return KnowledgeErrors.DamagedArchive();
        }

        return FileReader.IsRefused(format) ? KnowledgeErrors.Unsupported() : file with { FileName = fileName, Format = format };
    }
}
