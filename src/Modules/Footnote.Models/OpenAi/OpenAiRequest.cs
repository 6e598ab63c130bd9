using System.Text.Json;
using System.Text.Json.Nodes;
using Footnote.Models.Prompts;
using Microsoft.Extensions.AI;

namespace Footnote.Models.OpenAi;

/// <summary>Writes the body of a chat completion request.</summary>
internal static class OpenAiRequest
{
    public const string NewLimit = "max_completion_tokens";
    public const string OldLimit = "max_tokens";
    public const string Temperature = "temperature";

    /// <param name="refused">Parameters this model does not take.</param>
    public static string Write(string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream,
        IReadOnlySet<string> refused)
    {
        var body = new JsonObject
        {
            ["model"] = options?.ModelId ?? model,
            ["messages"] = new JsonArray([.. messages.Select(Message)]),
        };
        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        if (options?.MaxOutputTokens is { } limit)
        {
            body[refused.Contains(OldLimit) ? NewLimit : OldLimit] = limit;
        }

        if (options?.Temperature is { } temperature && !refused.Contains(Temperature))
        {
            body[Temperature] = temperature;
        }

        return body.ToJsonString(JsonSerializerOptions.Web);
    }

    private static JsonNode Message(ChatMessage message) => new JsonObject
    {
        ["role"] = message.Role.Value,
        ["content"] = AnswerPrompt.Render(message),
    };
}
