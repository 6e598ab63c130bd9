using System.Runtime.CompilerServices;
using Footnote.Retrieval.Reranking;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Extractive;

/// <summary>
/// A chat model that needs no key and no network: it answers with the sentences of the passages of the last user message, in their own
/// words and each with its marker. Without passages the answer is empty. Deterministic and thread-safe; a few milliseconds a call, or
/// about a hundred when a cross-encoder reads the likeliest sentences.
/// </summary>
/// <param name="crossEncoder">Judges sentences together with the question; null leaves it at the words they share.</param>
public sealed class ExtractiveAnswerer(ICrossEncoder? crossEncoder = null) : IChatClient
{
    public const string Name = "extractive";

    private static readonly ChatClientMetadata Metadata = new(Name, providerUri: null, Name);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<ChatMessage> all = [.. messages];
        string answer = string.Concat(await AnswerAsync(all, cancellationToken));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, answer))
        {
            ModelId = Name,
            FinishReason = ChatFinishReason.Stop,
            Usage = Usage(all, answer),
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<ChatMessage> all = [.. messages];
        string answer = "";
        foreach (string piece in await AnswerAsync(all, cancellationToken))
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

    private async Task<IEnumerable<string>> AnswerAsync(List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ChatMessage? last = messages.FindLast(message => message.Role == ChatRole.User);
        List<PassageContent> passages = [.. last?.Contents.OfType<PassageContent>() ?? []];
        string question = string.Join(' ', last?.Contents.OfType<TextContent>().Select(content => content.Text) ?? []);
        if (passages.Count == 0)
        {
            return [];
        }

        List<PassageSentence> sentences = PassageSplitter.Split(passages);
        IReadOnlyList<QuestionFacet> facets = QuestionAnalyzer.Analyze(question);
        SentenceOpinions opinions = crossEncoder is null
            ? SentenceOpinions.None
            : await SentenceReader.ReadAsync(crossEncoder, question, sentences, facets, cancellationToken);
        return AnswerComposer.Compose(SentenceSelector.Select(sentences, facets, opinions));
    }

    private static UsageDetails Usage(List<ChatMessage> messages, string answer)
    {
        int input = messages.SelectMany(message => message.Contents).Sum(TokenEstimate.Of);
        int output = TokenEstimate.Of(answer);
        return new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
    }
}
