using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Client;
using Footnote.Identity;
using Footnote.Platform.Hosting;
using Footnote.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Footnote.Testing;

/// <summary>A real server: Kestrel on a free loopback port, real PostgreSQL with a database of its own, a temporary data folder.</summary>
public sealed class FootnoteApp : IAsyncDisposable
{
    public const string DefaultPassword = "Correct-horse-battery-9";
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);
    private static int _people;
    private readonly FootnoteAppOptions _options;
    private readonly TemporaryFolder _folder;
    private readonly string? _connectionString;
    private readonly List<HttpClient> _clients = [];
    private WebApplication? _app;

    private FootnoteApp(FootnoteAppOptions options, TemporaryFolder folder, string? connectionString)
    {
        _options = options;
        _folder = folder;
        _connectionString = connectionString;
    }

    /// <summary>The running application's services.</summary>
    public IServiceProvider Services => Running.Services;

    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>A client without credentials; follows no redirects and keeps no cookies.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    public string DataFolder => _folder.Path("data");

    /// <summary>What the server wrote for its operator.</summary>
    public StringWriter Console { get; } = new(CultureInfo.InvariantCulture);

    private WebApplication Running => _app ?? throw new InvalidOperationException("The server is stopped.");

    public static async Task<FootnoteApp> StartAsync(Action<FootnoteAppOptions>? configure = null)
    {
        var options = new FootnoteAppOptions();
        configure?.Invoke(options);
        var connectionString = options.UseOwnCluster ? null
            : options.NodeOf?._connectionString ?? await PostgresFixture.CreateDatabaseAsync();
        var app = new FootnoteApp(options, new TemporaryFolder(), connectionString);
        try
        {
            await app.RestartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server on the same data folder and database; stops it first when it runs. The port changes.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        ShareFolders();
        _app = await FootnoteServer.BuildAsync(
            new ServerOptions
            {
                DataFolder = DataFolder,
                Bind = _options.Bind,
                Port = 0,
                ConnectionString = _connectionString,
                Settings = _options.Settings,
                ConfigureServices = services =>
                {
                    services.AddSingleton(SharedEncoder.Source);
                    services.AddSingleton(SharedEncoder.CrossEncoderSource);
                    _options.ConfigureServices?.Invoke(services);
                },
                Console = TextWriter.Synchronized(Console),
            },
            []);
        await FootnoteServer.StartAsync(_app, CancellationToken.None);
        BaseAddress = _app.Services.GetRequiredService<ServerAddress>().Local;
        Anonymous = NewClient();
        if (!_options.SkipReadiness)
        {
            await WhenReadyAsync();
        }
    }

    public async Task WhenReadyAsync()
    {
        using var limit = new CancellationTokenSource(ReadyLimit);
        await FootnoteServer.WhenReadyAsync(Running, limit.Token);
    }

    public async Task StopAsync()
    {
        if (_app is not { } app)
        {
            return;
        }

        _app = null;
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _clients.Clear();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A new client of this server; the test need not dispose it.</summary>
    public HttpClient NewClient(string? bearer = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        var client = new HttpClient(handler) { BaseAddress = BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
        if (bearer is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        _clients.Add(client);
        return client;
    }

    /// <summary>A client that acts as the local operator.</summary>
    public HttpClient NewOperatorClient() => NewClient(File.ReadAllText(Path.Combine(DataFolder, "operator.token")).Trim());

    /// <summary>Registers a person and signs in; an administrator is made by the operator's side.</summary>
    public async Task<SignedIn> RegisterAsync(string? email = null, bool admin = false)
    {
        email ??= string.Create(CultureInfo.InvariantCulture, $"person{Interlocked.Increment(ref _people)}@example.com");
        var credentials = new { email, password = DefaultPassword };
        using var registered = await Anonymous.PostAsJsonAsync("/auth/register", credentials);
        registered.EnsureSuccessStatusCode();
        if (admin)
        {
            await using var scope = Services.CreateAsyncScope();
            var made = await scope.ServiceProvider.GetRequiredService<OperatorAccounts>().MakeAdministratorAsync(
                email, CancellationToken.None);
            _ = made.Value;
        }

        return await SignInAsync(email);
    }

    public async Task<SignedIn> SignInAsync(string email, string password = DefaultPassword)
    {
        using var answer = await Anonymous.PostAsJsonAsync("/auth/login", new { email, password });
        answer.EnsureSuccessStatusCode();
        var tokens = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var access = tokens.GetProperty("access_token").GetString()!;
        var http = NewClient(access);
        var me = await http.GetFromJsonAsync<JsonElement>("/auth/me");
        return new SignedIn(
            me.GetProperty("id").GetGuid(),
            me.GetProperty("tenant_id").GetGuid(),
            email,
            password,
            access,
            tokens.GetProperty("refresh_token").GetString()!,
            http,
            new FootnoteClient(http));
    }

    /// <summary>A connection with the rights of the login role: sees every schema and every tenant.</summary>
    public async Task<NpgsqlConnection> OpenDatabaseAsync() =>
        await Services.GetRequiredService<Platform.Data.Database>().OpenAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_connectionString is not null && _options.NodeOf is null)
        {
            await PostgresFixture.DropDatabaseAsync(_connectionString);
        }

        await Console.DisposeAsync();
        _folder.Dispose();
    }

    private void ShareFolders()
    {
        if (_options.NodeOf is not { } first || Directory.Exists(DataFolder))
        {
            return;
        }

        Directory.CreateDirectory(DataFolder);
        foreach (var shared in new[] { "objects", "keys" })
        {
            Directory.CreateSymbolicLink(Path.Combine(DataFolder, shared), Path.Combine(first.DataFolder, shared));
        }
    }
}
