using System.Globalization;
using System.Text.Json;
using Footnote.Client.Streaming;

namespace Footnote.Client.Chats;

/// <summary>Turns server-sent events into typed ones. Unknown kinds are skipped: a newer server may add some.</summary>
internal static class AnswerEventParser
{
    public static AnswerEvent? Parse(SseEvent item)
    {
        if (!long.TryParse(item.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return item.Type switch
        {
            "retrieval" => Read<RetrievalData>(item) is var data
                ? new PassagesRetrieved(number, data.SessionId, data.MessageId, data.Sources ?? [])
                : null,
            "delta" => Read<DeltaData>(item) is var data ? new AnswerDelta(number, data.Text, data.Reset) : null,
            "citation" => Read<CitationData>(item) is var data
                ? new CitationChecked(number, data.Index, data.Start, data.End, data.Quote, data.Verdict)
                : null,
            "usage" => Read<UsageData>(item) is var data
                ? new UsageReported(number, data.InputTokens, data.OutputTokens, data.Model)
                : null,
            "done" => new AnswerCompleted(number, Read<Answer>(item)),
            "error" => new AnswerFailed(number, ReadProblem(item)),
            _ => null,
        };
    }

    private static T Read<T>(SseEvent item)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(item.Data, FootnoteJson.Options) ?? throw Unreadable(item, inner: null);
        }
        catch (JsonException exception)
        {
            throw Unreadable(item, exception);
        }
    }

    private static ApiProblem ReadProblem(SseEvent item)
    {
        var data = Read<JsonElement>(item);
        var problem = data.TryGetProperty("problem", out var nested) ? nested : data;
        return problem.Deserialize<ApiProblem>(FootnoteJson.Options) ?? throw Unreadable(item, inner: null);
    }

    private static HttpRequestException Unreadable(SseEvent item, JsonException? inner)
        => new($"The stream carried an event \"{item.Type}\" that is not readable.", inner);

    private sealed record RetrievalData(IReadOnlyList<Citation>? Sources, Guid SessionId, Guid MessageId);

    private sealed record DeltaData(string Text, bool Reset);

    private sealed record CitationData(int Index, int Start, int End, string? Quote, string? Verdict);

    private sealed record UsageData(int InputTokens, int OutputTokens, string? Model);
}
