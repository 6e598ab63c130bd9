using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Extractive;

/// <summary>
/// A chat model that needs no key and no network: it answers with the sentences of the passages of the last user message, in their own
/// words and each with its marker. Without passages the answer is empty. Deterministic and thread-safe; a few milliseconds a call.
/// </summary>
public sealed class ExtractiveAnswerer : IChatClient
{
    public const string Name = "extractive";

    private static readonly ChatClientMetadata Metadata = new(Name, providerUri: null, Name);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<ChatMessage> all = [.. messages];
        string answer = string.Concat(Answer(all));
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = Name,
            FinishReason = ChatFinishReason.Stop,
            Usage = Usage(all, answer),
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> all = [.. messages];
        string answer = "";
        foreach (string piece in Answer(all))
        {
            cancellationToken.ThrowIfCancellationRequested();
            answer += piece;
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = Name };
            await Task.Yield();
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage(all, answer))])
        {
            ModelId = Name,
            FinishReason = ChatFinishReason.Stop,
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // nothing is held
    }

    private static IEnumerable<string> Answer(List<ChatMessage> messages)
    {
        ChatMessage? last = messages.FindLast(message => message.Role == ChatRole.User);
        List<PassageContent> passages = [.. last?.Contents.OfType<PassageContent>() ?? []];
        string question = string.Join(' ', last?.Contents.OfType<TextContent>().Select(content => content.Text) ?? []);
        if (passages.Count == 0)
        {
            return [];
        }

        return AnswerComposer.Compose(SentenceSelector.Select(PassageSplitter.Split(passages), QuestionAnalyzer.Analyze(question)));
    }

    private static UsageDetails Usage(List<ChatMessage> messages, string answer)
    {
        int input = messages.SelectMany(message => message.Contents).Sum(TokenEstimate.Of);
        int output = TokenEstimate.Of(answer);
        return new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
