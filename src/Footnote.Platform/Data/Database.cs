using Npgsql;

namespace Footnote.Platform.Data;

/// <summary>The server's pool of connections. It exists from the start and works once the cluster has been connected.</summary>
public sealed class Database : IAsyncDisposable
{
    private const int MaxPoolSize = 40;

    /// <summary>
    /// What a connection string need not say; what it says comes behind and wins. A connection keeps about as many statements prepared as
    /// the server runs often.
    /// </summary>
    private const string Defaults = "Application Name=footnote;Max Auto Prepare=100;";

    private NpgsqlDataSource? _source;

    public Database() => DapperDefaults.Apply();

    public bool IsConnected => _source is not null;

    /// <summary>Names the database to use; called once, by the host's start.</summary>
    public void Connect(string connectionString)
    {
        if (_source is not null)
        {
            throw new InvalidOperationException("The database is already connected.");
        }

        var builder = new NpgsqlDataSourceBuilder(Defaults + connectionString) { Name = "footnote" };
        var settings = builder.ConnectionStringBuilder;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, MaxPoolSize);
        settings.IncludeErrorDetail = false;
        _source = builder.Build();
    }

    /// <summary>
    /// Opens a connection with the login role: for migrations and health checks. Modules use <see cref="ModuleDatabase{TModule}"/>.
    /// </summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var source = _source ?? throw new DatabaseNotConnectedException();
        return await source.OpenConnectionAsync(ct);
    }

    /// <summary>Makes the database answer a trivial query.</summary>
    public async Task PingAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.ExecuteScalarAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is { } source)
        {
            _source = null;
            await source.DisposeAsync();
        }
    }
}
