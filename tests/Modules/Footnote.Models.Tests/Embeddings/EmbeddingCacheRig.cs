using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Footnote.Models.Embeddings;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Footnote.Retrieval.Dense;
using Footnote.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Footnote.Models.Tests.Embeddings;

/// <summary>The module with a database of its own, a clock that stands still and a count of where embeddings came from.</summary>
internal sealed class EmbeddingCacheRig : IAsyncDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _origins = new();
    private readonly string _connectionString;
    private readonly IEmbeddingGenerator _model;
    private readonly ServiceProvider _services;

    private EmbeddingCacheRig(string connectionString, IEmbeddingGenerator model, (string Key, string Value)[] settings)
    {
        _connectionString = connectionString;
        _model = model;
        var values = settings.Select(setting => KeyValuePair.Create($"Models:EmbeddingCache:{setting.Key}", (string?)setting.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Readiness>()
            .AddModels(configuration.GetSection("Models"))
            .BuildServiceProvider();
        _services.GetRequiredService<Database>().Connect(connectionString);
        Listen(_services.GetRequiredService<IMeterFactory>());
    }

    public ManualTimeProvider Clock { get; } = new();

    public IEmbeddingGenerator For(Guid tenantId) => _services.GetRequiredService<ITenantEmbeddings>().For(tenantId, _model);

    public EmbeddingSweep Sweep => _services.GetServices<IHostedService>().OfType<EmbeddingSweep>().Single();

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<EmbeddingCacheRig> StartAsync(IEmbeddingGenerator model, params (string Key, string Value)[] settings)
    {
        var rig = new EmbeddingCacheRig(await PostgresFixture.CreateDatabaseAsync(Token), model, settings);
        await rig._services.GetRequiredService<MigrationRunner>().RunAsync(Token);
        return rig;
    }

    /// <summary>Another process on the same database, with nothing in memory.</summary>
    public EmbeddingCacheRig Beside(IEmbeddingGenerator model, params (string Key, string Value)[] settings) =>
        new(_connectionString, model, settings);

    /// <summary>How many embeddings came from "memory", "table" or "computed", as the metric says.</summary>
    public long From(string origin) => _origins.GetValueOrDefault(origin);

    public async Task<NpgsqlConnection> OpenAsync() => await _services.GetRequiredService<Database>().OpenAsync(Token);

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    private void Listen(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "footnote.models.embeddings" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "origin", Value: string origin })
                {
                    _origins.AddOrUpdate(origin, value, (_, before) => before + value);
                }
            }
        });
        _listener.Start();
    }
}
