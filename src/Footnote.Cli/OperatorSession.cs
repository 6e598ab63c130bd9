using Footnote.Client;
using Footnote.Platform.Hosting;
using Footnote.Server;
using Microsoft.AspNetCore.Builder;

namespace Footnote.Cli;

/// <summary>
/// The operator's connection to a data folder: to the server that runs on it, else to one that is started for this command alone.
/// </summary>
internal sealed class OperatorSession : IAsyncDisposable
{
    private readonly ServerConnection _connection;
    private readonly WebApplication? _own;

    private OperatorSession(ServerConnection connection, WebApplication? own)
    {
        _connection = connection;
        _own = own;
    }

    public FootnoteClient Client => _connection.Client;

    public static async Task<OperatorSession> OpenAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("FOOTNOTE_URL") is { Length: > 0 }
            || await TryBuildAsync(folder, cancellationToken) is not { } app)
        {
            return new OperatorSession(ServerConnection.Open(folder), null);
        }

        try
        {
            await FootnoteServer.StartAsync(app, cancellationToken);
            await FootnoteServer.WhenReadyAsync(app, cancellationToken);
            return new OperatorSession(ServerConnection.Open(folder), app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null when a server holds the folder.</summary>
    private static async Task<WebApplication?> TryBuildAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FootnoteServer.BuildAsync(
                new ServerOptions { DataFolder = folder.Root, Bind = "localhost", Port = 0, Console = TextWriter.Null },
                [], cancellationToken);
        }
        catch (StartupException inUse) when (inUse.Code == Platform.Hosting.ExitCode.DataFolder && File.Exists(folder.ServerInfo))
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        if (_own is not null)
        {
            await _own.StopAsync(CancellationToken.None);
            await _own.DisposeAsync();
        }
    }
}
