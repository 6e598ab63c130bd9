using System.Runtime.CompilerServices;
using Footnote.Models.Extractive;
using Microsoft.Extensions.Logging;

namespace Footnote.Models.Generation;

/// <summary>
/// Generates an answer with the first model of the chain that manages to: a model that fails, gives its instructions away or says
/// nothing is followed by the next, which starts over. Never throws but for cancellation; an empty text means that no model could answer.
/// </summary>
public sealed class AnswerGenerator(IChatModels models, ILogger<AnswerGenerator> logger)
{
    public async IAsyncEnumerable<GenerationUpdate> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        var failures = new List<string>();
        for (int i = 0; i < models.Chain.Count; i++)
        {
            ChatModel model = models.Chain[i];
            var attempt = new GenerationAttempt(request, model);
            bool hasSpoken = false;
            await foreach (string text in attempt.RunAsync(ct))
            {
                hasSpoken = true;
                yield return new GenerationUpdate { Text = text };
            }

            if (attempt.Failure is { } failure && i + 1 < models.Chain.Count)
            {
                Log.ModelFailed(logger, model.Name, failure);
                failures.Add($"{model.Name}: {failure}");
                if (hasSpoken)
                {
                    yield return new GenerationUpdate { StartsOver = true };
                }

                continue;
            }

            yield return new GenerationUpdate { Summary = attempt.Summarize(FallbackName(model, i), failures) };
            yield break;
        }
    }

    private static string? FallbackName(ChatModel model, int place) =>
        place == 0 ? null : model.Provider == ExtractiveAnswerer.Name ? ExtractiveAnswerer.Name : "cheaper_model";
}
