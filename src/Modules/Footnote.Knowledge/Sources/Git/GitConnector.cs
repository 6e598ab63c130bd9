using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Footnote.Knowledge.Sources.Web;
using Footnote.Knowledge.Storage;

namespace Footnote.Knowledge.Sources.Git;

/// <summary>The files of the newest commit of a branch. Nothing is checked out: a bare copy without history is kept and files are read
/// from it by their hash.</summary>
internal sealed class GitConnector(GitSettings settings, SourceScope scope, GitLimits limits, GitPlace place) : ISourceConnector
{
    private const string Head = "refs/footnote/head";
    private static readonly string GitFailed = SourceFailures.Git(string.Empty).Code;
    private GitProgram? _git;
    private string? _keyFile;

    public async IAsyncEnumerable<SourceItem> ListAsync(SourceMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _git = await FetchAsync(cancellationToken);
        IReadOnlyList<GitEntry> entries = [];
        var path = settings.Path.Trim('/');
        string[] arguments = path.Length == 0
            ? ["ls-tree", "-r", "-z", "--long", "--full-tree", Head]
            : ["ls-tree", "-r", "-z", "--long", "--full-tree", Head, "--", path + "/"];
        await _git.ReadAsync(
            arguments,
            async output => entries = await GitTreeReader.ReadAsync(output, limits.MaxEntries, cancellationToken),
            cancellationToken);

        foreach (var entry in entries)
        {
            if (!scope.Wants(entry.Path))
            {
                continue;
            }

            yield return new SourceItem(entry.Path, entry.Hash) { FileName = Path.GetFileName(entry.Path) };
        }
    }

    public async Task<SourceContent?> OpenAsync(SourceItem item, CancellationToken cancellationToken)
    {
        if (_git is null)
        {
            throw new InvalidOperationException("The repository is listed first.");
        }

        Directory.CreateDirectory(place.Temporary);
        var path = Path.Combine(place.Temporary, $"blob.{Guid.NewGuid():n}");
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var isWhole = false;
        try
        {
            await _git.ReadAsync(
                ["cat-file", "blob", item.Version], output => output.CopyToAsync(stream, cancellationToken), cancellationToken);
            stream.Seek(0, SeekOrigin.Begin);
            isWhole = true;
            return new SourceContent(stream);
        }
        finally
        {
            if (!isWhole)
            {
                await stream.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_keyFile is not null)
        {
            File.Delete(_keyFile);
        }

        return ValueTask.CompletedTask;
    }

    private async Task<GitProgram> FetchAsync(CancellationToken cancellationToken)
    {
        var pinned = await CheckAddressAsync(cancellationToken);
        Directory.CreateDirectory(place.Repository);
        GitEnvironment.WriteGlobal(place.Repository);
        _keyFile = settings.Key is { } key ? WriteKey(key) : null;
        var environment = GitEnvironment.Create(settings, place.Repository, pinned, _keyFile);
        var git = new GitProgram(place.Repository, environment, limits);
        await PrepareAsync(git, cancellationToken);
        var branch = settings.Branch is { } name ? $"refs/heads/{name}" : "HEAD";
        await git.RunAsync(
            [
                "fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "--force",
                "--", settings.Address.AbsoluteUri, $"+{branch}:{Head}",
            ],
            cancellationToken);
        await git.RunAsync(["gc", "--quiet", "--prune=now"], cancellationToken);
        return git;
    }

    /// <summary>Opens the copy on this machine, and makes it anew when it is not there or damaged.</summary>
    private async Task PrepareAsync(GitProgram git, CancellationToken cancellationToken)
    {
        try
        {
            await git.RunAsync(["rev-parse", "--git-dir"], cancellationToken);
        }
        catch (SourceException exception) when (exception.Failure.Code == GitFailed)
        {
            Directory.Delete(place.Repository, recursive: true);
            Directory.CreateDirectory(place.Repository);
            GitEnvironment.WriteGlobal(place.Repository);
            await git.RunAsync(["init", "--bare", "--quiet", "--template="], cancellationToken);
        }
    }

    /// <summary>Refuses protocols, folders and private networks that the operator does not allow; returns the address to connect
    /// to.</summary>
    private async Task<string?> CheckAddressAsync(CancellationToken cancellationToken)
    {
        var address = settings.Address;
        var isPlain = address.Scheme == "http" && place.PrivateHosts.Allows(address.Host, address.Port);
        if (!isPlain && !limits.Protocols.Contains(address.Scheme, StringComparer.Ordinal))
        {
            throw new SourceException(SourceFailures.Git($"the operator does not allow addresses of the kind {address.Scheme}."));
        }

        if (address.IsFile)
        {
            return place.Folders.Resolve(address.LocalPath) is not null ? null
                : throw new SourceException(SourceFailures.FolderNotAllowed());
        }

        try
        {
            var port = address.Port > 0 ? address.Port : 22;
            var addresses = await place.Network.ResolveAsync(address.Host, port, cancellationToken);
            return addresses.Length > 0 ? addresses[0].ToString()
                : throw new SourceException(SourceFailures.Unreachable("its name is not known"));
        }
        catch (AddressRefusedException exception)
        {
            throw new SourceException(SourceFailures.AddressRefused(), exception);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new SourceException(SourceFailures.Unreachable("its name is not known"), exception);
        }
    }

    private string WriteKey(string key)
    {
        Directory.CreateDirectory(place.Temporary);
        var path = Path.Combine(place.Temporary, $"key.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        using var stream = TemporaryFile.Create(path);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(key.Trim().ReplaceLineEndings("\n") + "\n"));
        return path;
    }
}
