using System.Collections.Concurrent;
using Footnote.Knowledge.Sources.Running;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Knowledge.Sources.Folders;

/// <summary>Hears of changes in the folders of scheduled sources and has them run soon. A hint only: what it misses the schedule
/// finds.</summary>
internal sealed class FolderWatch(
    FolderSources sources, SourceSignal signal, Readiness readiness, IOptions<KnowledgeOptions> options, ILogger<FolderWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private const int RoundsBetweenLooks = 5;
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();
    private readonly Dictionary<Guid, (string Path, FileSystemWatcher Watcher)> _watchers = [];

    public override void Dispose()
    {
        foreach (var (_, watcher) in _watchers.Values)
        {
            watcher.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Sources.Workers == 0 || options.Value.Sources.AllowedFolders.Length == 0)
        {
            return;
        }

        await readiness.WhenReadyAsync(stoppingToken);
        using var clock = new PeriodicTimer(Round);
        for (var round = 0; ; round++)
        {
            try
            {
                await WorkAsync(isLook: round % RoundsBetweenLooks == 0, stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or DatabaseNotConnectedException)
            {
                Log.SourcesUnavailable(logger, exception);
            }

            await clock.WaitForNextTickAsync(stoppingToken);
        }
    }

    private async Task WorkAsync(bool isLook, CancellationToken cancellationToken)
    {
        if (isLook)
        {
            Follow(await sources.ListAsync(cancellationToken));
        }

        var changed = _changed.Keys.ToArray();
        if (changed.Length > 0)
        {
            foreach (var id in changed)
            {
                _changed.TryRemove(id, out _);
            }

            // a run that goes on may have passed the place of the change already
            foreach (var id in await sources.HastenAsync(changed, cancellationToken))
            {
                _changed[id] = true;
            }

            signal.Wake();
        }
    }

    private void Follow(IReadOnlyList<(Guid Id, string Path)> present)
    {
        foreach (var id in _watchers.Keys.Except(present.Select(source => source.Id)).ToArray())
        {
            Forget(id);
        }

        var allowed = new AllowedFolders(options.Value.Sources.AllowedFolders);
        foreach (var (id, path) in present)
        {
            if (_watchers.TryGetValue(id, out var watched) && watched.Path != path)
            {
                Forget(id);
            }

            if (!_watchers.ContainsKey(id) && allowed.Resolve(path) is { } real && Watch(id, real) is { } watcher)
            {
                _watchers[id] = (path, watcher);
            }
        }
    }

    private void Forget(Guid id)
    {
        _watchers[id].Watcher.Dispose();
        _watchers.Remove(id);
    }

    /// <summary>Null when the system has no watch left to give or the folder is gone.</summary>
    private FileSystemWatcher? Watch(Guid id, string path)
    {
        var watcher = new FileSystemWatcher(path) { IncludeSubdirectories = true };
        watcher.Changed += (_, _) => _changed[id] = true;
        watcher.Created += (_, _) => _changed[id] = true;
        watcher.Deleted += (_, _) => _changed[id] = true;
        watcher.Renamed += (_, _) => _changed[id] = true;
        watcher.Error += (_, _) => _changed[id] = true;
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            Log.FolderNotWatched(logger, exception, id);
            watcher.Dispose();
            return null;
        }
    }
}
