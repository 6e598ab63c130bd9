using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Footnote.Models.OpenAi;

/// <summary>Reads whole replies and stream parts of a chat completion; what it does not know it ignores.</summary>
internal static class OpenAiReply
{
    public static JsonElement Parse(string json)
    {
        try
        {
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(json);
            return root.ValueKind == JsonValueKind.Object ? root : throw new ProviderException(ProviderFailure.Malformed);
        }
        catch (JsonException fault)
        {
            throw new ProviderException(ProviderFailure.Malformed, innerException: fault);
        }
    }

    /// <summary>One part of a stream, or a whole reply, as an update.</summary>
    public static ChatResponseUpdate Read(JsonElement root, string model)
    {
        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object)
        {
            throw FailureOf(200, error, retryAfter: null);
        }

        var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ModelId = Text(root, "model") ?? model };
        if (root.TryGetProperty("choices", out JsonElement choices) && choices.ValueKind == JsonValueKind.Array
            && choices.GetArrayLength() > 0)
        {
            JsonElement choice = choices[0];
            string? text = ContentOf(choice, "delta") ?? ContentOf(choice, "message");
            if (!string.IsNullOrEmpty(text))
            {
                update.Contents.Add(new TextContent(text));
            }

            update.FinishReason = Text(choice, "finish_reason") is { } reason ? new ChatFinishReason(reason) : null;
        }

        if (root.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object)
        {
            update.Contents.Add(new UsageContent(UsageOf(usage)));
        }

        return update;
    }

    /// <summary>The failure that an error body describes.</summary>
    public static ProviderException FailureOf(int status, JsonElement error, TimeSpan? retryAfter)
    {
        string type = Text(error, "type") ?? "";
        string code = Text(error, "code") ?? "";
        bool isExhausted = type == "insufficient_quota" || code is "insufficient_quota" or "credit_balance_exhausted";
        ProviderFailure failure = status switch
        {
            429 => isExhausted ? ProviderFailure.QuotaExhausted : ProviderFailure.RateLimited,
            401 or 403 => ProviderFailure.Unauthorized,
            >= 400 and < 500 and not 408 and not 409 => ProviderFailure.Refused,
            _ => ProviderFailure.Failed,
        };
        return new ProviderException(failure, status) { RetryAfter = retryAfter, Parameter = ParameterOf(error) };
    }

    private static string? ParameterOf(JsonElement error)
    {
        if (Text(error, "param") is { Length: > 0 } named)
        {
            return named;
        }

        string message = Text(error, "message") ?? "";
        return message.Contains(OpenAiRequest.OldLimit, StringComparison.Ordinal) ? OpenAiRequest.OldLimit
            : message.Contains(OpenAiRequest.Temperature, StringComparison.OrdinalIgnoreCase) ? OpenAiRequest.Temperature : null;
    }

    private static UsageDetails UsageOf(JsonElement usage) => new()
    {
        InputTokenCount = Number(usage, "prompt_tokens"),
        OutputTokenCount = Number(usage, "completion_tokens"),
        TotalTokenCount = Number(usage, "total_tokens"),
    };

    private static string? ContentOf(JsonElement choice, string name) =>
        choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty(name, out JsonElement holder)
            && holder.ValueKind == JsonValueKind.Object
            ? Text(holder, "content") : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number) ? number : null;
}
