using Footnote.Chat;
using Footnote.Identity;
using Footnote.Knowledge;
using Footnote.Models;
using Footnote.Operations;
using Footnote.Web;

namespace Footnote.Server.Composition;

/// <summary>Every module of the server, in the order of their levels.</summary>
internal static class ModuleComposition
{
    public static void AddModules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentity(configuration.GetSection("Footnote:Identity"));
        services.AddModels(configuration.GetSection("Footnote:Models"));
        services.AddKnowledgeWithEncoder(configuration);
        services.AddChat(configuration.GetSection("Footnote:Chat"));
        services.AddOperations(configuration.GetSection("Footnote:Operations"));
        services.AddWeb();
    }

    /// <summary>Maps every endpoint at its path and again under /v1; pages have one address only.</summary>
    public static void MapModules(this WebApplication app)
    {
        MapTo(app.MapGroup(string.Empty));
        var copies = app.MapGroup("/v1").WithMetadata(new VersionedCopy());
        ((IEndpointConventionBuilder)copies).Finally(endpoint => RemoveNames(endpoint.Metadata));
        MapTo(copies);
        app.MapWeb();
    }

    /// <summary>Names are unique: they stay with the endpoints without the prefix.</summary>
    private static void RemoveNames(IList<object> metadata)
    {
        foreach (var name in metadata.Where(item => item is IEndpointNameMetadata or IRouteNameMetadata).ToArray())
        {
            metadata.Remove(name);
        }
    }

    private static void MapTo(IEndpointRouteBuilder routes)
    {
        routes.MapIdentity();
        routes.MapKnowledge();
        routes.MapGroup(string.Empty).RequireAuthorization().MapChat();
        routes.MapOperations();
    }
}
