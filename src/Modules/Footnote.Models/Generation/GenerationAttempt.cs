using System.Runtime.CompilerServices;
using Footnote.Models.Extractive;
using Footnote.Models.OpenAi;
using Footnote.Models.Prompts;
using Footnote.Models.Safety;
using Microsoft.Extensions.AI;

namespace Footnote.Models.Generation;

/// <summary>One model's try at an answer. A failure ends the text and is told by <see cref="Failure"/>, not thrown.</summary>
internal sealed class GenerationAttempt(GenerationRequest request, ChatModel model)
{
    private readonly DeclineFilter _decline = new();
    private readonly UsageDetails _usage = new();
    private string _finishReason = ChatFinishReason.Stop.Value;
    private int _length;

    public ProviderFailure? Failure { get; private set; }

    private bool IsExtractive => model.Provider == ExtractiveAnswerer.Name;

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken ct)
    {
        string question = IsExtractive ? request.StandaloneQuestion ?? request.Question : request.Question;
        string word = Canary.NewWord();
        var canary = new Canary(word);
        List<ChatMessage> messages = AnswerPrompt.Build(question, request.Passages, request.History, word);
        var options = new ChatOptions { MaxOutputTokens = request.MaxOutputTokens, Temperature = (float)request.Temperature };
        await using IAsyncEnumerator<ChatResponseUpdate> updates = model.Client.GetStreamingResponseAsync(messages, options, ct)
            .GetAsyncEnumerator(ct);
        while (await MoveAsync(updates, ct) && !canary.IsLeaked)
        {
            Note(updates.Current);
            string text = _decline.Push(canary.Push(updates.Current.Text));
            if (text.Length > 0)
            {
                _length += text.Length;
                yield return text;
            }
        }

        string rest = Failure is null ? _decline.Push(canary.Complete()) + _decline.Complete() : "";
        if (rest.Length > 0)
        {
            _length += rest.Length;
            yield return rest;
        }

        Failure ??= canary.IsLeaked ? ProviderFailure.PromptLeak : IsEmpty() ? ProviderFailure.Empty : null;
    }

    public GenerationSummary Summarize(string? fallback, IReadOnlyList<string> failures) => new(
        model.Name,
        fallback,
        _usage.InputTokenCount ?? EstimatedInput(),
        _usage.OutputTokenCount ?? (_length + 3) / 4,
        _finishReason,
        _decline.HasDeclined,
        failures);

    private bool IsEmpty() => !_decline.HasDeclined && (_length == 0 || _finishReason == ChatFinishReason.ContentFilter.Value);

    private int EstimatedInput() =>
        TokenEstimate.Of(request.Question) + request.Passages.Sum(TokenEstimate.Of)
            + request.History.Sum(message => TokenEstimate.Of(message.Text));

    private void Note(ChatResponseUpdate update)
    {
        _finishReason = update.FinishReason?.Value ?? _finishReason;
        foreach (UsageContent usage in update.Contents.OfType<UsageContent>())
        {
            _usage.InputTokenCount = usage.Details.InputTokenCount ?? _usage.InputTokenCount;
            _usage.OutputTokenCount = usage.Details.OutputTokenCount ?? _usage.OutputTokenCount;
        }
    }

    private async ValueTask<bool> MoveAsync(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken ct)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault) when (!IsExtractive)
        {
            Failure = ProviderPipeline.FailureOf(fault);
            return false;
        }
    }
}
