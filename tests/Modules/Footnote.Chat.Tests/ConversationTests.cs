using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Chat.Tests;

public sealed class ConversationTests(ExtractiveChatFixture fixture) : IClassFixture<ExtractiveChatFixture>
{
    private readonly ChatRig _rig = fixture.Rig;

    [Fact]
    public async Task A_conversation_is_kept_renamed_and_deleted_with_its_messages()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "How do I freeze a card?" });
        string session = answer.Text("session_id");
        using HttpResponseMessage renamed = await _rig.Person.Http.PatchAsJsonAsync($"/chats/{session}", new { title = " My card " },
            TestContext.Current.CancellationToken);

        JsonElement conversation = await _rig.GetAsync($"/chats/{session}");
        List<JsonElement> messages = (await _rig.GetAsync($"/chats/{session}/messages")).List("data");
        Assert.Equal(("My card", 2), (conversation.Text("title"), conversation.GetProperty("message_count").GetInt32()));
        Assert.Equal(["user", "assistant"], messages.Select(message => message.Text("role")));
        Assert.Equal("How do I freeze a card?", messages[0].Text("content"));
        Assert.Equal(answer.Text("answer"), messages[1].Text("content"));
        Assert.Equal(answer.GetProperty("sources").GetRawText(), messages[1].GetProperty("sources").GetRawText());
        Assert.Equal("answered", messages[1].Text("metadata", "outcome"));

        using HttpResponseMessage deleted = await _rig.Person.Http.DeleteAsync($"/chats/{session}", TestContext.Current.CancellationToken);
        using HttpResponseMessage gone = await _rig.Person.Http.GetAsync($"/chats/{session}/messages",
            TestContext.Current.CancellationToken);
        Assert.Equal((200, 204, 404), ((int)renamed.StatusCode, (int)deleted.StatusCode, (int)gone.StatusCode));
    }

    [Fact]
    public async Task Conversations_are_listed_last_used_first_and_page_by_page()
    {
        SignedIn person = await _rig.App.RegisterAsync();
        List<string> sessions = [];
        foreach (string question in (string[])["What is RAG?", "How do I freeze a card?", "What does a transfer cost?"])
        {
            using HttpResponseMessage asked = await _rig.PostAsync(new { message = question }, person.Http);
            sessions.Add((await asked.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).Text("session_id"));
        }

        using HttpResponseMessage again = await _rig.PostAsync(new { message = "And why?", session_id = sessions[0] }, person.Http);
        JsonElement first = await person.Http.GetFromJsonAsync<JsonElement>("/chats?limit=2", TestContext.Current.CancellationToken);
        JsonElement second = await person.Http.GetFromJsonAsync<JsonElement>($"/chats?limit=2&after={first.Text("next")}",
            TestContext.Current.CancellationToken);

        Assert.Equal([sessions[0], sessions[2]], first.List("data").Select(conversation => conversation.Text("id")));
        Assert.Equal([sessions[1]], second.List("data").Select(conversation => conversation.Text("id")));
        Assert.Equal((true, false), (first.GetProperty("has_more").GetBoolean(), second.GetProperty("has_more").GetBoolean()));
    }

    [Fact]
    public async Task A_tenants_rows_are_invisible_to_another_tenant_even_without_the_query_saying_so()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "What is RAG?" });
        await using Npgsql.NpgsqlConnection connection = await _rig.App.OpenDatabaseAsync();
        await using Npgsql.NpgsqlCommand command = connection.CreateCommand();
        command.CommandText =
            $"set role footnote_chat; set footnote.tenant_id = '{Guid.NewGuid()}'; "
            + $"select count(*) from chat.messages where id = '{answer.Text("message_id")}'";

        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
