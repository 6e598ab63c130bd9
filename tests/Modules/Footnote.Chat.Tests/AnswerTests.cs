using System.Text.Json;
using System.Text.RegularExpressions;

namespace Footnote.Chat.Tests;

public sealed class AnswerTests(ExtractiveChatFixture fixture) : IClassFixture<ExtractiveChatFixture>
{
    private readonly ChatRig _rig = fixture.Rig;

    [Fact]
    public async Task The_first_question_is_answered_with_checked_footnotes()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "What is RAG and how does it work?", enable_rag = true });

        string text = answer.Text("answer");
        List<JsonElement> sources = answer.List("sources");
        Assert.StartsWith("Retrieval-augmented generation (RAG) is a way of answering questions", text, StringComparison.Ordinal);
        Assert.Equal("answered", answer.Text("metadata", "outcome"));
        Assert.Equal("extractive", answer.Text("metadata", "model_used"));
        Assert.True(answer.At("metadata", "tokens_used").GetInt32() > 0);
        Assert.True(answer.At("metadata", "grounded").GetBoolean());
        Assert.Equal(
            Regex.Matches(text, @"\[(\d+)\]").Select(match => match.Groups[1].Value).Distinct().Order(),
            sources.Select(source => source.GetProperty("index").GetRawText()).Order());
    }

    [Fact]
    public async Task A_quote_stands_word_by_word_at_its_place_in_the_document()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "How much does an international transfer cost?" });

        JsonElement source = answer.List("sources")[0];
        JsonElement document = await _rig.GetAsync($"/documents/{source.Text("document_id")}/text");
        string quoted = document.Text("text")[source.GetProperty("quote_start").GetInt32()..source.GetProperty("quote_end").GetInt32()];
        Assert.Equal("Transfer fees", source.Text("title"));
        Assert.Equal(source.Text("quote"), quoted);
        Assert.Contains("1.5 percent", quoted, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_question_is_understood_from_the_one_before()
    {
        JsonElement first = await _rig.AskAsync(new { message = "How do I freeze a card?" });
        JsonElement second = await _rig.AskAsync(new { message = "Is it free of charge?", session_id = first.Text("session_id") });

        Assert.Equal("Is freeze card free of charge?", second.Text("metadata", "rewritten_question"));
        Assert.Contains("Freezing a card is free of charge.", second.Text("answer"), StringComparison.Ordinal);
        Assert.Equal(first.Text("session_id"), second.Text("session_id"));
    }

    [Fact]
    public async Task A_question_the_documents_do_not_answer_is_not_found_with_the_nearest_passages()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "Which volcano erupted on Zanzibar in 1883?" });

        Assert.Equal("not_found", answer.Text("metadata", "outcome"));
        Assert.NotEqual(JsonValueKind.Null, answer.At("metadata", "reason").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.At("metadata", "model_used").ValueKind);
        Assert.DoesNotMatch(@"\[\d+\]", answer.Text("answer"));
    }

    [Fact]
    public async Task With_documents_switched_off_and_no_model_the_answer_says_that_it_needs_them()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "What is RAG?", enable_rag = false });

        Assert.Equal(("not_found", "RAG_DISABLED"), (answer.Text("metadata", "outcome"), answer.Text("metadata", "reason")));
        Assert.Empty(answer.List("sources"));
    }

    [Fact]
    public async Task A_question_in_a_language_the_search_model_does_not_know_carries_a_notice()
    {
        JsonElement answer = await _rig.AskAsync(
            new { message = "Wie viel kostet eine internationale Überweisung und wann kommt sie an?" });

        Assert.Equal("de", answer.Text("metadata", "language"));
        Assert.Contains("German", answer.Text("metadata", "notice"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chat")]
    [InlineData("/v1/chat")]
    [InlineData("/v1/chat/message")]
    public async Task The_other_paths_do_the_same(string path)
    {
        using HttpResponseMessage response = await _rig.PostAsync(new { message = "What is RAG?" }, path: path);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Streamed_events_are_numbered_in_order_and_their_text_is_the_answer()
    {
        IReadOnlyList<SseRecord> events = await _rig.StreamAsync(new { message = "What is RAG and how does it work?", stream = true });

        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(item => item.Id));
        Assert.Equal("retrieval", events[0].Type);
        Assert.Equal(["usage", "done"], events.TakeLast(2).Select(item => item.Type));
        Assert.Contains(events, item => item.Type == "citation" && item.Data.Text("verdict") == "supported");
        Assert.Equal(events[^1].Data.Text("answer"),
            string.Concat(events.Where(item => item.Type == "delta").Select(item => item.Data.Text("text"))));
        Assert.Equal(events[0].Data.Text("message_id"), events[^1].Data.Text("message_id"));
    }

    [Fact]
    public async Task A_finished_stream_is_resumed_after_the_last_event_seen()
    {
        IReadOnlyList<SseRecord> events = await _rig.StreamAsync(new { message = "How do I freeze a card?", stream = true });
        string session = events[0].Data.Text("session_id");
        string message = events[0].Data.Text("message_id");

        IReadOnlyList<SseRecord> rest = await _rig.ResumeAsync(session, message, after: 2);

        Assert.Equal(events.Skip(2).Select(item => (item.Id, item.Type, item.Data.GetRawText())),
            rest.Select(item => (item.Id, item.Type, item.Data.GetRawText())));
    }

    [Fact]
    public async Task A_stream_whose_events_are_no_longer_kept_is_gone()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "What is RAG?" });
        string id = answer.Text("message_id");
        await _rig.ExecuteAsync($"update chat.messages set created_at = created_at - interval '2 hours' where id = '{id}'");

        using HttpResponseMessage response = await _rig.Person.Http.GetAsync(
            $"/chats/{answer.Text("session_id")}/messages/{answer.Text("message_id")}/stream", TestContext.Current.CancellationToken);

        Assert.Equal(410, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_gives_the_same_answer_once()
    {
        string key = Guid.NewGuid().ToString();
        (JsonElement first, _) = await KeyedAsync(key, "What is RAG?");
        (JsonElement again, bool isReplayed) = await KeyedAsync($"\"{key}\"", "What is RAG?");
        (JsonElement other, _) = await KeyedAsync(key, "How do I freeze a card?");

        Assert.Equal(first.Text("message_id"), again.Text("message_id"));
        Assert.Equal(first.Text("answer"), again.Text("answer"));
        Assert.True(isReplayed);
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", other.Text("code"));
    }

    private async Task<(JsonElement Body, bool IsReplayed)> KeyedAsync(string key, string message)
    {
        using HttpRequestMessage request = new(HttpMethod.Post,
            "/chat/message")
        { Content = System.Net.Http.Json.JsonContent.Create(new { message }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using HttpResponseMessage response = await _rig.Person.Http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonElement body = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (body, response.Headers.Contains("Idempotent-Replayed"));
    }
}
