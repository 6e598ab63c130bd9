using Footnote.Chat.Answering;

namespace Footnote.Chat.Conversations;

/// <summary>A question or an answer as clients see it.</summary>
internal sealed record MessageResponse(
    Guid Id,
    string Role,
    string Content,
    IReadOnlyList<AnswerSource>? Sources,
    AnswerMetadata? Metadata,
    DateTimeOffset CreatedAt,
    string Status,
    StoredProblem? Error)
{
    public static MessageResponse Of(MessageRow row) => new(
        row.Id, row.Role, row.Content, row.Role == "assistant" ? row.ReadSources() : null, row.ReadMetadata(), row.CreatedAt, row.Status,
            row.ReadProblem());
}
