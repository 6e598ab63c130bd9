using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Chats;

/// <summary>POST /app/chats/{id}/delete.</summary>
internal static class PostDeleteConversation
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/app/chats/{id:guid}/delete", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid id, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var token = await context.Request.ReadCsrfTokenAsync(cancellationToken);
        await api.ConnectAs(context, token).Chats.DeleteAsync(id, cancellationToken);
        return SeeOther.To("/");
    }
}
