using System.Text.Json;
using Footnote.Simulators;

namespace Footnote.Chat.Tests;

public sealed class ModelChatTests(ModelChatFixture fixture) : IClassFixture<ModelChatFixture>, IAsyncLifetime
{
    private const string Question = ModelChatFixture.Question;

    private readonly ChatRig _rig = fixture.Rig;

    public async ValueTask InitializeAsync()
    {
        _rig.Model.Reset();
        await _rig.ChangePersonAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Markers_that_name_nothing_never_leave_and_only_cited_passages_are_sources()
    {
        _rig.Model.Default = new SimulatedReply
        {
            Text = "An international transfer costs 1.5 percent [1][77]. At least 3 dollars [88].",
            PieceLength = 3
        };

        IReadOnlyList<SseRecord> events = await _rig.StreamAsync(new { message = Question, stream = true });

        JsonElement answer = events[^1].Data;
        string streamed = string.Concat(events.Where(item => item.Type == "delta").Select(item => item.Data.Text("text")));
        Assert.Equal("An international transfer costs 1.5 percent [1]. At least 3 dollars.", streamed);
        Assert.Equal(streamed, answer.Text("answer"));
        Assert.Equal([1], answer.List("sources").Select(source => source.GetProperty("index").GetInt32()));
        Assert.Equal("simulated", answer.Text("metadata", "model_used"));
    }

    [Fact]
    public async Task Nothing_found_asks_no_model()
    {
        JsonElement answer = await _rig.AskAsync(new { message = "Which volcano erupted on Zanzibar in 1883?" });

        Assert.Equal("not_found", answer.Text("metadata", "outcome"));
        Assert.Empty(_rig.Model.Requests);
    }

    [Fact]
    public async Task A_model_reads_earlier_turns_without_their_markers_and_answers_without_documents_when_asked_to()
    {
        _rig.Model.Reply(new SimulatedReply { Text = "It costs 1.5 percent [1]." });
        _rig.Model.Reply(new SimulatedReply { Text = "I cannot know [1]." });
        JsonElement first = await _rig.AskAsync(new { message = Question });

        JsonElement second = await _rig.AskAsync(
            new { message = "And what do you think?", session_id = first.Text("session_id"), enable_rag = false });

        List<JsonElement> messages = _rig.Model.Requests[1].Body.List("messages");
        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(message => message.Text("role")));
        Assert.Equal("It costs 1.5 percent.", messages[2].Text("content"));
        Assert.Equal("I cannot know.", second.Text("answer"));
        Assert.Empty(second.List("sources"));
    }

    [Fact]
    public async Task A_failing_model_is_replaced_by_the_extractive_answer_which_starts_over()
    {
        _rig.Model.Default = new SimulatedReply { Text = "I will tell you something that never ends", FailAfter = 4 };

        IReadOnlyList<SseRecord> events = await _rig.StreamAsync(new { message = Question, stream = true });

        List<JsonElement> deltas = [.. events.Where(item => item.Type == "delta").Select(item => item.Data)];
        int start = deltas.FindIndex(delta => delta.GetProperty("reset").GetBoolean());
        Assert.True(start > 0);
        Assert.Equal(events[^1].Data.Text("answer"), string.Concat(deltas.Skip(start).Select(delta => delta.Text("text"))));
        Assert.Equal("extractive", events[^1].Data.Text("metadata", "fallback_used"));
        Assert.Contains("1.5 percent", events[^1].Data.Text("answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_finished_and_kept_although_its_reader_has_gone()
    {
        _rig.Model.Default = new SimulatedReply
        {
            Text = "An international transfer costs 1.5 percent [1].",
            DelayPerPiece = TimeSpan.FromMilliseconds(100)
        };
        SseRecord first = await _rig.ReadFirstAsync(Question);
        string session = first.Data.Text("session_id");

        IReadOnlyList<SseRecord> rest = await _rig.ResumeAsync(session, first.Data.Text("message_id"), after: first.Id);

        JsonElement answer = Assert.Single(await _rig.WaitForAnswersAsync(session, 1));
        Assert.Equal("An international transfer costs 1.5 percent [1].", answer.Text("content"));
        Assert.Equal(2, rest[0].Id);
        Assert.Equal("done", rest[^1].Type);
        Assert.Equal(0, _rig.Model.Aborted);
    }

    [Fact]
    public async Task Questions_of_one_conversation_are_answered_one_after_the_other_and_only_so_many_may_wait()
    {
        JsonElement opening = await _rig.AskAsync(new { message = Question });
        string session = opening.Text("session_id");
        _rig.Model.Reply(new SimulatedReply { Text = "First.", DelayBefore = TimeSpan.FromMilliseconds(700) });
        _rig.Model.Reply(new SimulatedReply { Text = "Second." });
        Task<JsonElement> first = _rig.AskAsync(new { message = Question, session_id = session });
        await WaitUntilAsync(() => _rig.Model.Requests.Count == 2);
        Task<JsonElement> second = _rig.AskAsync(new { message = Question, session_id = session });
        await WaitForMessagesAsync(session, 6);

        using HttpResponseMessage third = await _rig.PostAsync(new { message = Question, session_id = session });

        Assert.Equal(409, (int)third.StatusCode);
        Assert.True(third.Headers.Contains("Retry-After"));
        Assert.Equal(("First.", "Second."), ((await first).Text("answer"), (await second).Text("answer")));
    }

    [Fact]
    public async Task A_conversation_deleted_while_it_is_answered_stays_deleted()
    {
        _rig.Model.Default = new SimulatedReply { Text = "It costs 1.5 percent [1].", DelayBefore = TimeSpan.FromMilliseconds(500) };
        Task<HttpResponseMessage> asking = _rig.PostAsync(new { message = Question });
        await WaitUntilAsync(() => _rig.Model.Requests.Count == 1);
        string session = (await _rig.GetAsync("/chats")).List("data")[0].Text("id");

        using HttpResponseMessage deleted = await _rig.Person.Http.DeleteAsync($"/chats/{session}", TestContext.Current.CancellationToken);
        using HttpResponseMessage answer = await asking;

        Assert.Equal((204, 404), ((int)deleted.StatusCode, (int)answer.StatusCode));
        Assert.Empty((await _rig.GetAsync("/chats")).List("data"));
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task WaitForMessagesAsync(string session, int count)
    {
        while ((await _rig.GetAsync($"/chats/{session}")).GetProperty("message_count").GetInt32() < count)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
