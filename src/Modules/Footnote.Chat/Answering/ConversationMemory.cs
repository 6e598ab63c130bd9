using System.Text.RegularExpressions;
using Dapper;
using Footnote.Models;
using Footnote.Platform.Data;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Footnote.Chat.Answering;

/// <summary>What was said before in a conversation, as far as the budget goes.</summary>
internal sealed partial class ConversationMemory(ModuleDatabase<ChatSchema> database, IOptions<ChatOptions> options)
{
    public async Task<MemoryView> RecallAsync(AnswerJob job, CancellationToken ct)
    {
        const string Sql = """
            select q.content as question, a.content as answer, a.standalone
            from messages a join messages q on q.conversation_id = a.conversation_id and q.number = a.number - 1
            where a.conversation_id = @ConversationId and a.tenant_id = @TenantId and a.role = 'assistant' and a.status = 'completed'
                and a.number < (select number from messages where id = @MessageId)
            order by a.number desc limit @Turns
            """;
        await using NpgsqlConnection connection = await database.OpenAsync(job.Principal.TenantId, ct);
        List<TurnRow> turns = (await connection.QueryAsync<TurnRow>(new CommandDefinition(
            Sql, new { job.ConversationId, job.Principal.TenantId, job.MessageId, Turns = options.Value.HistoryTurns },
                cancellationToken: ct))).AsList();
        return new MemoryView(Messages(turns), [.. turns.Select(turn => turn.Standalone ?? turn.Question).Reverse()]);
    }

    /// <summary>The latest turns that fit into the budget, oldest first, without the markers of other answers.</summary>
    private List<ChatMessage> Messages(List<TurnRow> latestFirst)
    {
        var messages = new List<ChatMessage>();
        int room = options.Value.HistoryTokens;
        foreach (TurnRow turn in latestFirst)
        {
            string answer = Marker().Replace(turn.Answer, "");
            room -= TokenEstimate.Of(turn.Question) + TokenEstimate.Of(answer);
            if (room < 0)
            {
                break;
            }

            messages.Insert(0, new ChatMessage(ChatRole.Assistant, answer));
            messages.Insert(0, new ChatMessage(ChatRole.User, turn.Question));
        }

        return messages;
    }

    [GeneratedRegex(@"\s*\[\d{1,3}\]", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Marker();

    private sealed class TurnRow
    {
        public string Question { get; init; } = "";

        public string Answer { get; init; } = "";

        public string? Standalone { get; init; }
    }
}
