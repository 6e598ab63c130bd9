using System.Text.Json;
using Footnote.Simulators;

namespace Footnote.Chat.Tests;

public sealed class InterruptionTests
{
    private const string Question = ModelChatFixture.Question;

    [Fact]
    public async Task An_answer_that_the_servers_stop_interrupts_ends_with_an_error_that_can_still_be_read()
    {
        await using ChatRig rig = await ChatRig.StartAsync(withModel: true);
        rig.Model.Default = new SimulatedReply { Text = "This will never be whole", StallAfter = 1 };
        SseRecord first = await rig.ReadFirstAsync(Question);
        await rig.App.RestartAsync();
        await rig.SignInAgainAsync();

        IReadOnlyList<SseRecord> rest = await rig.ResumeAsync(first.Data.Text("session_id"), first.Data.Text("message_id"),
            after: first.Id);

        JsonElement answer = Assert.Single(await rig.WaitForAnswersAsync(first.Data.Text("session_id"), 1));
        Assert.Equal(("failed", "ANSWER_INTERRUPTED"), (answer.Text("status"), answer.Text("error", "code")));
        Assert.Equal(("error", "ANSWER_INTERRUPTED"), (rest[^1].Type, rest[^1].Data.Text("problem", "code")));
    }

    [Theory]
    [InlineData("lease_until = now() - interval '1 minute', lease_owner = gen_random_uuid()")]
    [InlineData("lease_until = now() + interval '1 hour'")]
    public async Task An_answer_that_a_killed_server_left_behind_is_closed_at_the_next_start(string lease)
    {
        await using ChatRig rig = await ChatRig.StartAsync(withModel: true);
        rig.Model.Default = new SimulatedReply { Text = "It costs 1.5 percent [1]." };
        JsonElement answer = await rig.AskAsync(new { message = Question });
        string id = answer.Text("message_id");
        string owner = lease.Contains("lease_owner", StringComparison.Ordinal) ? "" : ", lease_owner = '" + OwnId(rig) + "'";
        await rig.ExecuteAsync($"update chat.messages set status = 'generating', content = '', {lease}{owner} where id = '{id}'; "
            + $"delete from chat.message_events where message_id = '{id}' and type = 'done'");

        await rig.App.RestartAsync();
        await rig.SignInAgainAsync();

        IReadOnlyList<SseRecord> events = await rig.ResumeAsync(answer.Text("session_id"), id, after: 0);
        JsonElement message = Assert.Single(await rig.WaitForAnswersAsync(answer.Text("session_id"), 1));
        Assert.Equal("failed", message.Text("status"));
        Assert.Equal("error", events[^1].Type);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(item => item.Id));
    }

    private static Guid OwnId(ChatRig rig) =>
        ((Answering.ServerIdentity)rig.App.Services.GetService(typeof(Answering.ServerIdentity))!).Id;
}
