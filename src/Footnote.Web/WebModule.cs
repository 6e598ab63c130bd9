using Footnote.Web.Api;
using Footnote.Web.Pages;
using Footnote.Web.Pages.Accounts;
using Footnote.Web.Pages.Chats;
using Footnote.Web.Pages.Documents;
using Footnote.Web.Pages.Sources;
using Footnote.Web.StaticFiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Footnote.Web;

/// <summary>The pages: what a browser sees of the server.</summary>
public static class WebModule
{
    /// <summary>
    /// Adds the pages' services. Call it before other startup filters, so that pages reach the API through the whole pipeline.
    /// </summary>
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRazorComponents();
        services.AddSingleton<Pipeline>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, PipelineCapture>());
        services.AddSingleton<ServerApi>();
        services.AddSingleton<AssetStore>();
        return services;
    }

    /// <summary>
    /// Maps <c>/</c>, <c>/app/*</c> and <c>/assets/*</c>. Every page decides by itself whether a visitor must be signed in.
    /// </summary>
    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        GetAsset.Map(routes);

        var pages = routes.MapGroup("").ExcludeFromDescription().AllowAnonymous();
        pages.AddEndpointFilter<PageHeaders>();
        pages.AddEndpointFilter<PageProblems>();
        GetChat.Map(pages);
        GetSignIn.Map(pages);
        GetSignUp.Map(pages);
        GetDocuments.Map(pages);
        GetDocument.Map(pages);
        GetSources.Map(pages);
        GetDeletedDocuments.Map(pages);

        var forms = pages.MapGroup("").AddEndpointFilter<SameOriginForms>();
        PostSignIn.Map(forms);
        PostSignUp.Map(forms);
        PostSignOut.Map(forms);
        PostDeleteConversation.Map(forms);
        PostDeleteDocument.Map(forms);
        PostRetryDocument.Map(forms);
        PostRetryAll.Map(forms);
        PostPause.Map(forms);
        PostResume.Map(forms);
        PostRestoreDocument.Map(forms);
        PostRemoveSamples.Map(forms);
        PostRunSource.Map(forms);
        return routes;
    }
}
