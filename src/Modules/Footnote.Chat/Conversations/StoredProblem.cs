using Footnote.Platform.Errors;

namespace Footnote.Chat.Conversations;

/// <summary>Why an answer failed, as it is kept.</summary>
internal sealed record StoredProblem(string Code, string Message, int Status)
{
    public static StoredProblem Of(Error error) => new(error.Code, error.Message, error.Status);

    public Error ToError() => new(Code, Message, Status);
}
