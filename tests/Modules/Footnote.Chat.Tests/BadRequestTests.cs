using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Chat.Tests;

public sealed class BadRequestTests(ExtractiveChatFixture fixture) : IClassFixture<ExtractiveChatFixture>
{
    private readonly ChatRig _rig = fixture.Rig;

    public static TheoryData<string, string> Faults => new()
    {
        { """{"enable_rag":true}""", "message" },
        { """{"message":""}""", "message" },
        { """{"message":"  \n "}""", "message" },
        { $$"""{"message":"{{new string('x', 2001)}}"}""", "message" },
        { """{"message":"Hi there","session_id":"abc"}""", "session_id" },
        { """{"message":"Hi there","max_tokens":49}""", "max_tokens" },
        { """{"message":"Hi there","max_tokens":2001}""", "max_tokens" },
        { """{"message":"Hi there","temperature":1.01}""", "temperature" },
        { """{"message":"Hi there","temperature":-0.1}""", "temperature" },
        { """{"message":"Hi there","min_position":-1}""", "min_position" },
        { """{"message":"Hi there","filters":{"date_from":"2026-02-01","date_to":"2026-01-01"}}""", "filters.date_to" },
        { """{"message":"Hi there","filters":{"tags":[""]}}""", "filters.tags" },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_value_out_of_bounds_is_named_by_its_field(string body, string field)
    {
        (int status, JsonElement problem) = await PostRawAsync(body);

        Assert.Equal((400, "VALIDATION_FAILED"), (status, problem.Text("code")));
        Assert.True(problem.GetProperty("details").TryGetProperty(field, out _), problem.GetRawText());
        Assert.False(string.IsNullOrEmpty(problem.Text("request_id")));
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        (_, JsonElement problem) = await PostRawAsync("""{"message":"","session_id":"abc","max_tokens":1,"temperature":2}""");

        Assert.Equal(["max_tokens", "message", "session_id", "temperature"],
            problem.GetProperty("details").EnumerateObject().Select(field => field.Name).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"message":5}""")]
    [InlineData("""{"message":"a","filters":{"date_from":"yesterday"}}""")]
    [InlineData("""{"message":"a","no_such_field":1}""")]
    [InlineData("{\"message\":\"a\\u0000b\"}")]
    public async Task What_is_no_request_is_refused_with_a_problem(string body)
    {
        (int status, JsonElement problem) = await PostRawAsync(body);

        Assert.Equal(400, status);
        Assert.False(string.IsNullOrEmpty(problem.Text("code")));
    }

    [Fact]
    public async Task Two_thousand_characters_are_allowed_whatever_they_are()
    {
        using HttpResponseMessage response = await _rig.PostAsync(new { message = string.Concat(Enumerable.Repeat("\U0001F4B3", 2000)) });

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_session_that_does_not_exist_or_is_somebody_elses_is_not_found()
    {
        JsonElement mine = await _rig.AskAsync(new { message = "What is RAG?" });
        SignedIn other = await _rig.App.RegisterAsync();
        string session = mine.Text("session_id");

        Assert.Equal((404, "SESSION_NOT_FOUND"),
            await CodeAsync(_rig.PostAsync(new { message = "Hi there", session_id = Guid.NewGuid() })));
        Assert.Equal((404, "SESSION_NOT_FOUND"),
            await CodeAsync(_rig.PostAsync(new { message = "Hi there", session_id = session }, other.Http)));
        Assert.Equal((404, "SESSION_NOT_FOUND"), await CodeAsync(other.Http.GetAsync($"/chats/{session}")));
        Assert.Equal((404, "SESSION_NOT_FOUND"), await CodeAsync(other.Http.GetAsync($"/chats/{session}/messages")));
        Assert.Equal((404, "MESSAGE_NOT_FOUND"),
            await CodeAsync(other.Http.GetAsync($"/chats/{session}/messages/{mine.Text("message_id")}/stream")));
        Assert.Equal((404, "SESSION_NOT_FOUND"), await CodeAsync(other.Http.DeleteAsync($"/chats/{session}")));
        Assert.Equal((404, "SESSION_NOT_FOUND"),
            await CodeAsync(other.Http.PatchAsJsonAsync($"/chats/{session}", new { title = "Mine now" })));
        Assert.Equal("What is RAG?", (await _rig.GetAsync($"/chats/{session}")).Text("title"));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(_rig.PostAsync(new { message = "What is RAG?" }, _rig.App.Anonymous)));
        Assert.Equal((401, "UNAUTHENTICATED"), await CodeAsync(_rig.App.Anonymous.GetAsync("/chats")));
    }

    private async Task<(int Status, JsonElement Problem)> PostRawAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _rig.Person.Http.PostAsync("/chat/message", content,
            TestContext.Current.CancellationToken);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private static async Task<(int Status, string Code)> CodeAsync(Task<HttpResponseMessage> call)
    {
        using HttpResponseMessage response = await call;
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, problem.Text("code"));
    }
}
