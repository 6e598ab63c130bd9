using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Parsing;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Storage;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Ingestion;

/// <summary>Takes one document from its original to its published version: read, cut, embed, publish.</summary>
internal sealed class DocumentIngestor(
    IObjectStore store, DocumentParsing parsing, ChunkEmbedder embedder, EmbeddedPublishing publishing, ChunkingReader chunking)
{
    private const double AfterReading = 0.2;
    private const double AfterEmbedding = 0.95;

    /// <summary>False when the job was taken away meanwhile. Infrastructure failures are thrown.</summary>
    public async Task<bool> IngestAsync(IngestionJob job, Action<double> progress, CancellationToken cancellationToken)
    {
        using var original = await store.FetchAsync(job.ObjectKey, cancellationToken);
        if (original is null)
        {
            var lost = new DocumentFailure(DocumentStatus.Failed, "ORIGINAL_MISSING",
                "The uploaded file is no longer in the object store.");
            return await publishing.FailAsync(job, lost, cancellationToken);
        }

        var format = await FileReader.DetectAsync(original.Path, job.FileName, cancellationToken);
        var request = new ParseRequest(original.Path, job.FileName, format);
        var outcome = await parsing.ParseAsync(job.TenantId, job.CollectionId, request, cancellationToken);
        progress(AfterReading);
        if (outcome.Document is not { } document)
        {
            return await publishing.FailAsync(job, FailureOf(outcome), cancellationToken);
        }

        var title = job.IsTitleGiven || document.Title.Length == 0 ? job.Title : document.Title;
        var settings = await chunking.ReadAsync(job.DocumentId, cancellationToken);
        var chunker = new DocumentChunker(settings.ToOptions(), embedder.CountTokens);
        var chunks = await Task.Run(() => chunker.Chunk(document with { Title = title }), cancellationToken);
        void Report(double share) => progress(AfterReading + (share * (AfterEmbedding - AfterReading)));
        var version = new ReadVersion(outcome, title, chunks, settings.Key);
        var isPublished = await publishing.PublishAsync(job, version, Report, cancellationToken);
        if (isPublished)
        {
            // the job has ended: that its lease is gone must not end what follows from it
            await chunking.CatchUpAsync(job, settings, CancellationToken.None);
        }

        return isPublished;
    }

    private static DocumentFailure FailureOf(ReadingOutcome outcome) => new(
        outcome.Status == ReadingStatus.NeedsOcr ? DocumentStatus.NeedsOcr : DocumentStatus.Failed,
        outcome.ErrorCode ?? "NO_TEXT",
        outcome.ErrorMessage ?? "The file holds no text.")
    {
        Warnings = [.. outcome.Warnings.Select(warning => warning.Message)],
        Pages = outcome.Pages,
        Report = ReportJson.Write(outcome),
    };
}
