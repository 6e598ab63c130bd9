using Footnote.Knowledge.Access;
using Footnote.Knowledge.Bulk;
using Footnote.Knowledge.Collections;
using Footnote.Knowledge.Diagnosis;
using Footnote.Knowledge.Dictionary;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Embedding;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Indexing.Snapshots;
using Footnote.Knowledge.Ingestion;
using Footnote.Knowledge.Maintenance;
using Footnote.Knowledge.Pages;
using Footnote.Knowledge.Parsing;
using Footnote.Knowledge.Parsing.LlamaParse;
using Footnote.Knowledge.Queue;
using Footnote.Knowledge.Resumable;
using Footnote.Knowledge.Searching;
using Footnote.Knowledge.Sources;
using Footnote.Knowledge.Storage;
using Footnote.Knowledge.Uploads;
using Footnote.Knowledge.Vectors;
using Footnote.Knowledge.Vectors.Feed;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Footnote.Platform.Options;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge;

/// <summary>Documents in, passages out.</summary>
public static class KnowledgeModule
{
    /// <summary>
    /// The host also adds the models module, registers <c>IEmbeddingGenerator</c>, and may register <see cref="ChunkTokenCounter"/> and
    /// <c>ICrossEncoder</c>.
    /// </summary>
    public static IServiceCollection AddKnowledge(this IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddModuleOptions<KnowledgeOptions>(configuration);
        services.AddModuleDatabase<KnowledgeSchema>("knowledge", typeof(KnowledgeModule).Assembly);
        services.TryAddSingleton(ChunkTokenCounter.Estimate);
        services.AddSingleton<ObjectStoreFactory>();
        services.AddSingleton(provider => provider.GetRequiredService<ObjectStoreFactory>().Create());
        services.AddSingleton<IHealthContributor, ObjectStoreHealth>();
        AddParsing(services);
        services.AddSingleton<Telemetry>();
        services.AddSingleton<UploadReceiver>();
        services.AddSingleton<DocumentCreator>();
        services.AddSingleton<DocumentReplacer>();
        services.AddSingleton<DeletedDocuments>();
        services.AddSingleton<MetadataWriter>();
        services.AddSingleton<ReaderCheck>();
        services.AddSingleton<ReaderEditing>();
        services.AddSingleton<IntakeWriter>();
        services.AddSingleton<DocumentIntake>();
        services.AddSingleton<BulkParts>();
        AddResumable(services);
        AddEmbedding(services);
        AddIngestion(services);
        AddQueue(services);
        AddIndex(services);
        AddVectors(services);
        SourceServices.Add(services);
        AddDiagnosis(services);
        services.AddSingleton<SearchPosition>();
        services.AddSingleton<PipelineFactory>();
        services.AddSingleton<TenantDictionaries>();
        services.AddSingleton<CallerData>();
        services.AddSingleton<ISearch, SearchService>();
        services.AddSingleton<HousekeepingClock>();
        services.AddSingleton<OldEmbeddings>();
        services.AddHostedService<Housekeeping>();
        return services;
    }

    /// <summary>Maps every endpoint, each for authenticated callers only.</summary>
    public static void MapKnowledge(this IEndpointRouteBuilder endpoints)
    {
        var routes = endpoints.MapGroup(string.Empty).RequireAuthorization();
        UploadDocument.Map(routes);
        UploadDocuments.Map(routes);
        MapResumable(routes);
        ListDocuments.Map(routes);
        GetDocument.Map(routes);
        GetDocumentText.Map(routes);
        GetDocumentReport.Map(routes);
        GetPageBoxes.Map(routes);
        GetOriginal.Map(routes);
        ReplaceContent.Map(routes);
        ListVersions.Map(routes);
        GetVersionOriginal.Map(routes);
        UpdateDocument.Map(routes);
        DeleteDocument.Map(routes);
        RestoreDocument.Map(routes);
        GetReaders.Map(routes);
        SetReaders.Map(routes);
        ExplainAccess.Map(routes);
        ListCollections.Map(routes);
        GetCollection.Map(routes);
        CreateCollection.Map(routes);
        UpdateCollection.Map(routes);
        DeleteCollection.Map(routes);
        GetDictionary.Map(routes);
        PutDictionary.Map(routes);
        SearchEndpoint.Map(routes);
        GetIngestion.Map(routes);
        FollowIngestion.Map(routes);
        ListJobs.Map(routes);
        PauseIngestion.Map(routes);
        ResumeIngestion.Map(routes);
        RetryDeadJobs.Map(routes);
        RetryDocument.Map(routes);
        SourceServices.Map(routes);
        StartReindex.Map(routes);
        GetReindex.Map(routes);
        CancelReindex.Map(routes);
    }

    private static void AddEmbedding(IServiceCollection services)
    {
        services.TryAddSingleton<IEmbeddingModels, ConfiguredModel>();
        services.AddSingleton<EmbeddingModelState>();
        services.AddSingleton<Reindexes>();
        services.AddSingleton<ChunkBackfill>();
        services.AddSingleton<EmbeddingSignal>();
        services.AddSingleton<EmbeddingRound>();
        services.AddHostedService<EmbeddingWorker>();
    }

    private static void MapResumable(RouteGroupBuilder routes)
    {
        CreateUpload.Map(routes);
        GetUpload.Map(routes);
        AppendUpload.Map(routes);
        CancelUpload.Map(routes);
        DescribeUploads.Map(routes);
    }

    private static void AddResumable(IServiceCollection services)
    {
        services.AddSingleton<UploadTable>();
        services.AddSingleton<CompletionLimits>();
        services.AddSingleton<UploadCompletion>();
        services.AddSingleton<PieceWriter>();
        services.AddSingleton<AppendParts>();
        services.AddHostedService<UploadCleaner>();
    }

    private static void AddIngestion(IServiceCollection services)
    {
        services.AddSingleton<NodeIdentity>();
        services.AddSingleton<IngestionSignal>();
        services.AddSingleton<IngestionQueue>();
        services.AddSingleton<VersionPublisher>();
        services.AddSingleton<ChunkingReader>();
        services.AddSingleton<CollectionEditing>();
        services.AddSingleton<ChunkEmbedder>();
        services.AddSingleton<EmbeddedPublishing>();
        services.AddSingleton<DocumentIngestor>();
        services.AddSingleton<QueueFaults>();
        services.AddSingleton<JobHeartbeat>();
        services.AddSingleton<JobSupervision>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<WorkerStart>();
        services.AddHostedService<IngestionWorker>();
    }

    private static void AddQueue(IServiceCollection services)
    {
        services.AddSingleton<QueueReader>();
        services.AddSingleton<QueuePause>();
        services.AddSingleton<ProgressReader>();
        services.AddSingleton<ProgressStreams>();
        services.AddHostedService<QueueMeter>();
    }

    private static void AddIndex(IServiceCollection services)
    {
        services.AddSingleton<IndexHost>();
        services.AddSingleton<IndexReports>();
        services.AddSingleton<SnapshotFolder>();
        services.AddSingleton<SnapshotKeeper>();
        services.AddSingleton<ModelSwitch>();
        services.AddSingleton<IndexFollower>();
        services.AddSingleton<IStartupStep, IndexStartup>();
        services.AddSingleton<IndexFreshness>();
        services.AddSingleton<IHealthContributor>(provider => provider.GetRequiredService<IndexFreshness>());
        services.AddHostedService<IndexTail>();
    }

    private static void AddVectors(IServiceCollection services)
    {
        services.AddSingleton<VectorSetup>();
        services.AddSingleton<OutsideSearch>();
        services.AddSingleton<VectorAccess>();
        services.AddSingleton<VectorFeedState>();
        services.AddSingleton<VectorFeedSources>();
        services.AddSingleton<VectorFeedWriter>();
        services.AddSingleton<VectorFeeds>();
        services.AddSingleton<IHealthContributor, VectorHealth>();
        services.AddHostedService<VectorFeedWorker>();
    }

    private static void AddDiagnosis(IServiceCollection services)
    {
        services.AddSingleton<IDiagnosticCheck, ChunkCheck>();
        services.AddSingleton<IDiagnosticCheck, EmbeddingCheck>();
        services.AddSingleton<IDiagnosticCheck, OriginalCheck>();
        services.AddSingleton<IDiagnosticCheck, LogCheck>();
        services.AddSingleton<IDiagnosticCheck, JobCheck>();
        services.AddSingleton<IDiagnosticCheck, IndexCheck>();
    }

    private static void AddParsing(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<KnowledgeOptions>, LlamaParseValidator>();
        services.AddSingleton(provider => ParsingSetup.Limits(OptionsOf(provider)));
        services.AddSingleton(provider => ParsingSetup.Reader(OptionsOf(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LocalParser>();
        services.AddSingleton(provider => OptionsOf(provider).LlamaParse);
        services.AddSingleton<LlamaParsePipeline>();
        services.AddSingleton(ParsingSetup.Api);
        services.AddSingleton<LlamaParseParser>();
        services.AddSingleton<IHealthContributor, LlamaParseHealth>();
        services.AddSingleton<DocumentParsing>();
        services.AddSingleton<PageBoxes>();
    }

    private static KnowledgeOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<KnowledgeOptions>>().Value;
}
