using Footnote.Client;
using Footnote.Client.Chats;
using Footnote.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Web.Pages.Chats;

/// <summary>GET /: the chat page, with an earlier conversation when <c>?chat=</c> names one.</summary>
internal static class GetChat
{
    private const int ListedConversations = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", HandleAsync);

    private static async Task<IResult> HandleAsync(Guid? chat, ServerApi api, HttpContext context, CancellationToken cancellationToken)
    {
        var client = api.ConnectAs(context);
        var account = await client.Accounts.GetCurrentAsync(cancellationToken);
        var conversations = await client.Chats.ListAsync(new PageRequest(ListedConversations), cancellationToken);
        var collections = await client.Collections.ListAsync(cancellationToken: cancellationToken);
        var current = chat is { } id ? await FindAsync(client, conversations, id, cancellationToken) : null;
        return PageResult.Of<ChatPage>(new PageParameters
        {
            [nameof(ChatPage.Account)] = account,
            [nameof(ChatPage.Conversations)] = conversations.Data,
            [nameof(ChatPage.Current)] = current,
            [nameof(ChatPage.HasSamples)] = collections.Data.Any(collection => collection.IsSample),
        });
    }

    private static async Task<Conversation> FindAsync(FootnoteClient client, Page<Conversation> listed, Guid id, CancellationToken ct)
        => listed.Data.FirstOrDefault(conversation => conversation.Id == id) ?? await client.Chats.GetAsync(id, ct);
}
