using System.Net;
using System.Security.Cryptography;

namespace Footnote.Server.Embedding.Library;

/// <summary>
/// Fetches one file into <c>NAME.partial</c> and renames it when length and checksum are as announced. What is there already is
/// gone on with when the hub sends ranges and the file cannot have changed unnoticed: its commit or its checksum is known.
/// </summary>
internal sealed class HubDownload(HubTransport transport, HubFile file, string place)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _partial = place + ".partial";

    public async Task RunAsync(Action<long> progress, CancellationToken cancellationToken)
    {
        if (File.Exists(place))
        {
            File.Move(place, _partial, overwrite: true);
        }

        await using (var written = new FileStream(_partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            if (written.Length > file.Length || !(file.IsFixed || file.Sha256 is not null))
            {
                written.SetLength(0);
            }

            written.Seek(0, SeekOrigin.End);
            if (written.Length < file.Length)
            {
                await FetchAsync(written, progress, cancellationToken);
            }

            await CheckAsync(written, cancellationToken);
            progress(file.Length);
        }

        File.Move(_partial, place);
    }

    private async Task FetchAsync(FileStream written, Action<long> progress, CancellationToken cancellationToken)
    {
        using var response = await transport.SendAsync(HttpMethod.Get, file.Address, file.Name, written.Length, cancellationToken);
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != written.Length)
        {
            written.SetLength(0);
        }

        var announced = written.Length + (response.Content.Headers.ContentLength ?? file.Length - written.Length);
        if (announced != file.Length)
        {
            throw new HubException($"The hub announces {file.Name} with {file.Length} bytes and sends {announced}.");
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(content, written, progress, cancellationToken);
    }

    private async Task CopyAsync(Stream content, FileStream written, Action<long> progress, CancellationToken cancellationToken)
    {
        var block = new byte[1 << 18];
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (written.Length < file.Length)
        {
            stall.CancelAfter(Patience);
            var count = await ReadAsync(content, block, written.Length, stall, cancellationToken);
            if (count == 0)
            {
                throw Interrupted(written.Length, null);
            }

            count = (int)Math.Min(count, file.Length - written.Length);
            await written.WriteAsync(block.AsMemory(0, count), cancellationToken);
            progress(written.Length);
        }
    }

    private async Task<int> ReadAsync(
        Stream content, byte[] block, long there, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(block, stall.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw Interrupted(there, silent);
        }
        catch (IOException cut)
        {
            throw Interrupted(there, cut);
        }
    }

    private async Task CheckAsync(FileStream written, CancellationToken cancellationToken)
    {
        if (file.Sha256 is null)
        {
            return;
        }

        written.Seek(0, SeekOrigin.Begin);
        var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken));
        if (found != file.Sha256)
        {
            File.Delete(_partial);
            throw new HubException($"{file.Name} is damaged: the hub announces the checksum {file.Sha256}, what came has {found}.");
        }
    }

    private HubException Interrupted(long there, Exception? cause) => new(
        $"The transfer of {file.Name} broke off at {there} of {file.Length} bytes; pull again to go on from there.",
        isInterrupted: true,
        cause);
}
