using Footnote.Knowledge.Sources.Folders;
using Footnote.Knowledge.Sources.Managing;
using Footnote.Knowledge.Sources.Running;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Sources;

/// <summary>The parts and routes of sources.</summary>
internal static class SourceServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SourceVault>();
        services.AddSingleton<SourceConnectors>();
        services.AddSingleton<SourceItemStore>();
        services.AddSingleton<SourceSync>();
        services.AddSingleton<SourceQueue>();
        services.AddSingleton<SourceRunner>();
        services.AddSingleton<SourceSignal>();
        services.AddSingleton<SourceWorker>();
        services.AddSingleton<SourceCheck>();
        services.AddSingleton<SourceQueries>();
        services.AddSingleton<SourceWriter>();
        services.AddSingleton<SourceEditing>();
        services.AddSingleton<FolderSources>();
        services.AddHostedService<SourceWorkers>();
        services.AddHostedService<FolderWatch>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        ListSources.Map(routes);
        CreateSource.Map(routes);
        GetSource.Map(routes);
        UpdateSource.Map(routes);
        RemoveSource.Map(routes);
        RunSource.Map(routes);
        CancelSource.Map(routes);
        ListRuns.Map(routes);
    }
}
