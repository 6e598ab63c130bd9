using System.Text.Json;
using Footnote.Chat.Answering;
using Footnote.Platform.Http;

namespace Footnote.Chat.Conversations;

/// <summary>A row of messages.</summary>
internal sealed class MessageRow
{
    public const string Columns = "id, conversation_id, number, role, status, content, standalone, sources, metadata, problem, created_at";

    public Guid Id { get; init; }

    public Guid ConversationId { get; init; }

    public int Number { get; init; }

    public string Role { get; init; } = "";

    public string Status { get; init; } = "";

    public string Content { get; init; } = "";

    public string? Standalone { get; init; }

    public string? Sources { get; init; }

    public string? Metadata { get; init; }

    public string? Problem { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public IReadOnlyList<AnswerSource> ReadSources() => Read<IReadOnlyList<AnswerSource>>(Sources) ?? [];

    public AnswerMetadata? ReadMetadata() => Read<AnswerMetadata>(Metadata);

    public StoredProblem? ReadProblem() => Read<StoredProblem>(Problem);

    private static T? Read<T>(string? json)
        where T : class => json is null ? null : JsonSerializer.Deserialize<T>(json, JsonDefaults.Options);
}
