using Footnote.Client;
using Footnote.Client.Documents;

namespace Footnote.Cli;

/// <summary>Uploads files and waits until each is searchable or has failed.</summary>
internal static class Uploads
{
    private const int InFlight = 4;

    /// <summary>The files that the paths name: files as they are, folders with everything below them, hidden names left out.</summary>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                files.Add(path);
            }
            else if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(file => !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                    .Order(StringComparer.Ordinal));
            }
            else
            {
                throw new UsageException($"{path}: no such file or folder.");
            }
        }

        return files;
    }

    public static Task<IReadOnlyList<UploadOutcome>> RunAsync(
        FootnoteClient client, IReadOnlyList<string> files, Func<string, Stream, DocumentUpload> describe, bool wait,
        CancellationToken cancellationToken) =>
        Progress.RunAsync<IReadOnlyList<UploadOutcome>>("ingesting", async report =>
        {
            var outcomes = new UploadOutcome[files.Count];
            var done = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, files.Count, options, async (at, token) =>
            {
                outcomes[at] = await UploadAsync(client, files[at], describe, wait, token);
                report((double)Interlocked.Increment(ref done) / files.Count, Path.GetFileName(files[at]));
            });
            return outcomes;
        });

    private static async Task<UploadOutcome> UploadAsync(
        FootnoteClient client, string file, Func<string, Stream, DocumentUpload> describe, bool wait, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        try
        {
            var accepted = await client.Documents.UploadAsync(describe(file, content), cancellationToken);
            if (!wait)
            {
                return new UploadOutcome(file, accepted.Id, accepted.Status, accepted.Position, null, accepted.Warnings ?? []);
            }

            var document = await client.Documents.WaitAsync(accepted.Id, null, cancellationToken);
            return new UploadOutcome(file, document.Id, document.Status, document.Position, document.Error, document.Warnings);
        }
        catch (FootnoteApiException refused) when ((int)refused.Status is 400 or 413 or 415 or 422)
        {
            return new UploadOutcome(file, null, DocumentStatus.Failed, null, new DocumentFault(refused.Code, refused.Message), []);
        }
    }
}
