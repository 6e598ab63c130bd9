using System.Text.Json;
using Dapper;
using Footnote.Knowledge.Ingestion;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Footnote.Knowledge.Tests.Queue;

/// <summary>A server without workers: tests claim its jobs themselves.</summary>
public sealed class QueueApp : IAsyncLifetime
{
    private FootnoteApp? _app;

    public FootnoteApp App => _app ?? throw new InvalidOperationException("The server is not started.");

    internal IngestionQueue Queue => App.Services.GetRequiredService<IngestionQueue>();

    public async ValueTask InitializeAsync()
    {
        _app = await KnowledgeApp.StartAsync(new HashingEmbeddings(), ("IngestionWorkers", "0"), ("ProgressInterval", "00:00:00.100"));

        // without workers it ends once it has taken back what an earlier run of the server held, which would be a test's claims
        await (_app.Services.GetServices<IHostedService>().OfType<IngestionWorker>().Single().ExecuteTask ?? Task.CompletedTask);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    /// <summary>Ends what other tests have left.</summary>
    public async Task ClearAsync()
    {
        await using var connection = await App.OpenDatabaseAsync();
        await connection.ExecuteAsync("""
            delete from knowledge.ingestion_jobs; delete from knowledge.ingestion_tenants;
            update knowledge.ingestion_control set paused_at = null
            """);
    }

    /// <summary>Puts jobs of documents of a tenant that has no people into the queue.</summary>
    public async Task FillAsync(Guid tenantId, int jobs, int priority)
    {
        const string Sql = """
            with added as (
                insert into knowledge.documents (id, tenant_id, owner_id, title, is_title_given, media_type, restricted, readers, status,
                    size_bytes, content_hash, object_key, position, created_at, updated_at)
                select gen_random_uuid(), @tenantId, @tenantId, 'Filler', true, 'text/plain', false, '{}', 'pending', 1, '', '', 0, now(),
                    now()
                from generate_series(1, @jobs)
                returning id),
            kept as (
                insert into knowledge.originals (tenant_id, document_id, number, media_type, size_bytes, content_hash, object_key, status,
                    created_by, created_at)
                select @tenantId, id, 1, 'text/plain', 1, '', replace(id::text, '-', ''), 'pending', @tenantId, now() from added)
            insert into knowledge.ingestion_jobs (id, tenant_id, document_id, state, priority, available_at, created_at, updated_at)
            select gen_random_uuid(), @tenantId, id, 'queued', @priority, now() - interval '1 minute', now(), now() from added;
            analyze knowledge.ingestion_jobs;
            """;
        await using var connection = await App.OpenDatabaseAsync();
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { tenantId, jobs, priority }, commandTimeout: 300));
    }

    public static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), KnowledgeApp.Token);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(KnowledgeApp.Token)).RootElement;
    }

    public static async Task<(int Status, JsonElement Body)> PostAsync(HttpClient http, string path)
    {
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content: null, KnowledgeApp.Token);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(KnowledgeApp.Token)).RootElement);
    }
}
