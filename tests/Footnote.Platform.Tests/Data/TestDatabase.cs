using Footnote.Platform.Data;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Platform.Tests.Data;

/// <summary>An empty database with one module whose migrations are the embedded files of this assembly.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly ServiceProvider _services;

    private TestDatabase(string connectionString, ServiceProvider services)
    {
        _connectionString = connectionString;
        _services = services;
    }

    public Database Database => _services.GetRequiredService<Database>();

    public MigrationRunner Runner => _services.GetRequiredService<MigrationRunner>();

    public ModuleDatabase<TestDatabase> Module => _services.GetRequiredService<ModuleDatabase<TestDatabase>>();

    public ModuleDatabase<string> Other => _services.GetRequiredService<ModuleDatabase<string>>();

    public static async Task<TestDatabase> CreateAsync()
    {
        var connectionString = await PostgresFixture.CreateDatabaseAsync();
        var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddModuleDatabase<TestDatabase>("alpha", typeof(TestDatabase).Assembly)
            .AddModuleDatabase<string>("beta", typeof(TestDatabase).Assembly)
            .BuildServiceProvider();
        var database = new TestDatabase(connectionString, services);
        database.Database.Connect(connectionString);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await PostgresFixture.DropDatabaseAsync(_connectionString);
    }
}
