using Footnote.Client;
using Footnote.Client.Documents;

namespace Footnote.Cli;

/// <summary>
/// Uploads many files in requests of bounded size, with their folders and archives, and waits until each document is searchable or has
/// failed. A request that a broken connection cuts is sent again with its key: nothing is added twice.
/// </summary>
internal static class BulkUploads
{
    private const int FilesPerRequest = 100;
    private const long BytesPerRequest = 64L * 1024 * 1024;
    private const int Attempts = 3;

    /// <param name="client">The server.</param>
    /// <param name="files">Paths, each with the name it is uploaded under.</param>
    /// <param name="describe">Makes a request of some of the files.</param>
    /// <param name="wait">Whether to wait until the documents are searchable.</param>
    /// <param name="cancellationToken">Stops; what has been taken stays.</param>
    public static Task<IReadOnlyList<UploadOutcome>> RunAsync(
        FootnoteClient client, IReadOnlyList<NamedFile> files, Func<IReadOnlyList<BulkFile>, BulkUpload> describe, bool wait,
        CancellationToken cancellationToken) =>
        Progress.RunAsync<IReadOnlyList<UploadOutcome>>("ingesting", async report =>
        {
            var outcomes = new List<UploadOutcome>();
            var sent = 0;
            var half = wait ? 0.5 : 1;
            foreach (var batch in Batches(files))
            {
                outcomes.AddRange(await SendAsync(client, batch, describe, cancellationToken));
                sent += batch.Count;
                report(half * sent / files.Count, $"{sent} of {files.Count} files sent");
            }

            for (var at = 0; wait && at < outcomes.Count; at++)
            {
                if (outcomes[at].Id is { } id)
                {
                    var document = await client.Documents.WaitAsync(id, null, cancellationToken);
                    outcomes[at] = new UploadOutcome(
                        outcomes[at].File, document.Id, document.Status, document.Position, document.Error, document.Warnings);
                }

                report(half + (half * (at + 1) / outcomes.Count), $"{at + 1} of {outcomes.Count} documents read");
            }

            return outcomes;
        });

    private static IEnumerable<IReadOnlyList<NamedFile>> Batches(IReadOnlyList<NamedFile> files)
    {
        var batch = new List<NamedFile>();
        var bytes = 0L;
        foreach (var file in files)
        {
            var size = new FileInfo(file.Path).Length;
            if (batch.Count > 0 && (batch.Count == FilesPerRequest || bytes + size > BytesPerRequest))
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }

            batch.Add(file);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static async Task<IEnumerable<UploadOutcome>> SendAsync(
        FootnoteClient client, IReadOnlyList<NamedFile> batch, Func<IReadOnlyList<BulkFile>, BulkUpload> describe,
        CancellationToken cancellationToken)
    {
        var files = batch.Select(file => new BulkFile(file.Name, () => File.OpenRead(file.Path))).ToArray();
        var upload = describe(files) with { IdempotencyKey = Guid.CreateVersion7().ToString("N") };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return Outcomes(batch, await client.Documents.UploadManyAsync(upload, cancellationToken));
            }
            catch (FootnoteApiException refused) when ((int)refused.Status is 400 or 413 or 415 or 422)
            {
                var fault = new DocumentFault(refused.Code, refused.Message);
                return batch.Select(file => Failed(file.Name, fault));
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
    }

    private static IEnumerable<UploadOutcome> Outcomes(IReadOnlyList<NamedFile> batch, BulkReport report)
    {
        foreach (var result in report.Results)
        {
            yield return result.Document is { } document
                ? new UploadOutcome(result.Path, document.Id, document.Status, document.Position, null, document.Warnings ?? [])
                : Failed(result.Path, new DocumentFault(result.Code ?? "", result.Message ?? ""));
        }

        if (report.Error is { } error)
        {
            yield return Failed($"{batch[^1].Name} and what was sent before it", error);
        }
    }

    private static UploadOutcome Failed(string file, DocumentFault fault) => new(file, null, DocumentStatus.Failed, null, fault, []);
}
