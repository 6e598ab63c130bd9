using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Storage;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources.Running;

/// <summary>Brings the documents of a source to what the source has now. Everything it does can be done twice, so a run that died is
/// simply repeated.</summary>
internal sealed class SourceSync(DocumentIntake intake, SourceItemStore items, IOptions<KnowledgeOptions> options)
{
    private const int MaximumFileName = 200;

    public async Task<RunEnd> RunAsync(ClaimedRun run, ISourceConnector connector, RunTally tally, CancellationToken cancellationToken)
    {
        var source = run.Source;
        if (!await items.HasCollectionAsync(source, cancellationToken))
        {
            return new RunEnd(RunState.Failed, SourceFailures.NoCollection());
        }

        var memory = await items.LoadAsync(source, cancellationToken);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var hasGap = false;
        await foreach (var item in connector.ListAsync(memory, cancellationToken))
        {
            hasGap |= item.IsGap;
            if (!seen.Add(item.Reference))
            {
                continue;
            }

            if (seen.Count > options.Value.Sources.MaxItems)
            {
                return new RunEnd(RunState.Failed, SourceFailures.TooMany(options.Value.Sources.MaxItems));
            }

            tally.Seen = seen.Count;
            await TakeAsync(source, connector, item, memory.Find(item.Reference), tally, cancellationToken);
        }

        var missing = memory.Items.Values.Where(item => !seen.Contains(item.Reference)).ToList();
        return await RemoveAsync(run, missing, memory.Items.Values.Count(item => item.DocumentId is not null), hasGap, tally,
            cancellationToken);
    }

    private async Task TakeAsync(
        SourceRow source, ISourceConnector connector, SourceItem item, RememberedItem? known, RunTally tally,
        CancellationToken cancellationToken)
    {
        if (item.Failure is { } failure)
        {
            tally.Fail(item.Reference, failure);
        }
        else if (known is not null && known.Version == item.Version && known.Version.Length > 0)
        {
            await KeepAsync(source, item, known, tally, cancellationToken);
        }
        else
        {
            try
            {
                await BringAsync(source, connector, item, known, tally, cancellationToken);
            }
            catch (SourceException exception)
            {
                await RefuseAsync(source, item, known, exception.Failure, tally, cancellationToken);
            }
            catch (ObjectStoreException exception)
            {
                tally.Fail(item.Reference, SourceFailures.Store(exception.Message));
            }
        }
    }

    private async Task KeepAsync(
        SourceRow source, SourceItem item, RememberedItem known, RunTally tally, CancellationToken cancellationToken)
    {
        if (known.DocumentId is null)
        {
            tally.Skipped++;
        }
        else
        {
            tally.Unchanged++;
        }

        if (known.Memo != item.Memo)
        {
            await items.SaveAsync(source, item, known.DocumentId, cancellationToken);
        }
    }

    private async Task BringAsync(
        SourceRow source, ISourceConnector connector, SourceItem item, RememberedItem? known, RunTally tally,
        CancellationToken cancellationToken)
    {
        await using var content = await connector.OpenAsync(item, cancellationToken);
        if (content is null)
        {
            tally.Fail(item.Reference, SourceFailures.Gone());
            return;
        }

        var request = new IntakeRequest(SourceKind.OriginOf(source.Kind), source.Id, item.Reference, FileNameOf(item))
        {
            CollectionId = source.CollectionId,
            Category = source.Category,
            Tags = source.Tags,
            Readers = source.ReadReaders(),
        };
        var result = await intake.CreateOrReplaceAsync(source.Owner, request, content.Stream, cancellationToken);
        if (result.IsSuccess)
        {
            Count(result.Value.Kind, tally);
            await items.SaveAsync(source, item, result.Value.DocumentId, cancellationToken);
        }
        else
        {
            var failure = new SourceFailure(result.Error.Code, result.Error.Message);
            await RefuseAsync(source, item, known, failure, tally, cancellationToken);
        }
    }

    /// <summary>What cannot become a document at all is remembered, so that it is not fetched again before it changes.</summary>
    private async Task RefuseAsync(
        SourceRow source, SourceItem item, RememberedItem? known, SourceFailure failure, RunTally tally,
        CancellationToken cancellationToken)
    {
        if (known?.DocumentId is null && failure.Code is ErrorCodes.UnsupportedMediaType or KnowledgeErrors.EmptyFile)
        {
            tally.Skipped++;
            await items.SaveAsync(source, item, documentId: null, cancellationToken);
        }
        else
        {
            tally.Fail(item.Reference, failure);
        }
    }

    private static void Count(IntakeKind kind, RunTally tally)
    {
        switch (kind)
        {
            case IntakeKind.Created:
                tally.Created++;
                break;
            case IntakeKind.Replaced:
                tally.Replaced++;
                break;
            default:
                tally.Unchanged++;
                break;
        }
    }

    private async Task<RunEnd> RemoveAsync(
        ClaimedRun run, List<RememberedItem> missing, int documents, bool hasGap, RunTally tally, CancellationToken cancellationToken)
    {
        var lost = missing.Count(item => item.DocumentId is not null);
        if (hasGap)
        {
            tally.Missing = lost;
            return new RunEnd(RunState.Completed);
        }

        if (!run.IsForced && IsSuspicious(lost, documents))
        {
            tally.Missing = lost;
            return new RunEnd(RunState.Suspicious, SourceFailures.Suspicious(lost, documents));
        }

        foreach (var item in missing)
        {
            if (item.DocumentId is not null
                && await intake.DeleteAsync(run.Source.TenantId, run.Source.Id, item.Reference, cancellationToken) is not null)
            {
                tally.Deleted++;
            }

            await items.ForgetAsync(run.Source, item.Reference, cancellationToken);
        }

        return new RunEnd(RunState.Completed);
    }

    /// <summary>A source that has nothing left, or much less than before, is more often broken than emptied.</summary>
    private bool IsSuspicious(int lost, int documents)
    {
        var sources = options.Value.Sources;
        return lost > 0 && (lost == documents || (lost > sources.MissingTolerance && lost > sources.MaxMissingShare * documents));
    }

    private static string FileNameOf(SourceItem item)
    {
        var name = string.Concat(item.FileName.Where(letter => !char.IsControl(letter) && letter is not ('/' or '\\'))).Trim();
        if (name.Length <= MaximumFileName)
        {
            return name.Length == 0 ? "document" : name;
        }

        var ending = Path.GetExtension(name);
        return ending.Length < MaximumFileName ? name[..(MaximumFileName - ending.Length)] + ending : name[..MaximumFileName];
    }
}
