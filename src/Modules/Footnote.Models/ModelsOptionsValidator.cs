using Footnote.Models.Embeddings;
using Footnote.Models.OpenAi;
using Microsoft.Extensions.Options;

namespace Footnote.Models;

internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    private const int MostRetries = 10;

    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        List<string> faults = [.. Faults("Primary", options.Primary), .. Faults("Cheaper", options.Cheaper)];
        if (options.Cheaper.IsConfigured && !options.Primary.IsConfigured)
        {
            faults.Add("Footnote:Models:Cheaper needs a Footnote:Models:Primary before it.");
        }

        if (options.MaxRetries is < 0 or > MostRetries)
        {
            faults.Add($"Footnote:Models:MaxRetries must be between 0 and {MostRetries}.");
        }

        AddIfNotPositive(faults, nameof(options.AttemptTimeout), options.AttemptTimeout);
        AddIfNotPositive(faults, nameof(options.IdleTimeout), options.IdleTimeout);
        AddIfNotPositive(faults, nameof(options.MaxRetryDelay), options.MaxRetryDelay);
        AddIfNotPositive(faults, nameof(options.BreakDuration), options.BreakDuration - TimeSpan.FromMilliseconds(499));
        AddCacheFaults(faults, options.EmbeddingCache);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Faults(string place, OpenAiModelOptions model)
    {
        if (!model.IsConfigured)
        {
            yield break;
        }

        if (!Uri.TryCreate(model.BaseUrl, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0)
        {
            yield return $"Footnote:Models:{place}:BaseUrl must be an http or https address without credentials.";
        }

        if (model.Model.Length == 0)
        {
            yield return $"Footnote:Models:{place}:Model must name the model.";
        }
    }

    private static void AddCacheFaults(List<string> faults, EmbeddingCacheOptions cache)
    {
        if (cache.MemoryEntries is < 0 or > EmbeddingCacheOptions.MostMemoryEntries)
        {
            faults.Add($"Footnote:Models:EmbeddingCache:MemoryEntries must be between 0 and {EmbeddingCacheOptions.MostMemoryEntries}.");
        }

        if (cache.TableRows is < 0 or > EmbeddingCacheOptions.MostTableRows)
        {
            faults.Add($"Footnote:Models:EmbeddingCache:TableRows must be between 0 and {EmbeddingCacheOptions.MostTableRows}.");
        }

        AddIfNotPositive(faults, "EmbeddingCache:MaxAge", cache.MaxAge);
    }

    private static void AddIfNotPositive(List<string> faults, string option, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            faults.Add($"Footnote:Models:{option} is too short.");
        }
    }
}
