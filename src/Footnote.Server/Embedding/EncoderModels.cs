using Footnote.Encoder;
using Footnote.Knowledge.Embedding;
using Footnote.Platform.Hosting;
using Footnote.Retrieval.Dense;
using Footnote.Server.Configuration;
using Footnote.Server.Embedding.Library;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Embedding;

/// <summary>
/// The sentence encoders of this server by name: the configured one, which the start has loaded, and others that are loaded beside it when
/// they are asked for. They stay in memory until the server stops.
/// </summary>
internal sealed class EncoderModels(IEmbeddingGenerator configured, EncoderFolders folders, IOptions<EncoderSettings> settings)
    : IEmbeddingModels, IDisposable
{
    private readonly SemaphoreSlim _loading = new(1);
    private readonly Dictionary<string, EncoderEmbeddingGenerator> _loaded = new(StringComparer.Ordinal);

    public string DefaultName => settings.Value.Model;

    public async Task<IEmbeddingGenerator> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (name == DefaultName)
        {
            return configured;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!_loaded.TryGetValue(name, out var generator))
            {
                _loaded[name] = generator = await Task.Run(() => Load(name), cancellationToken);
            }

            return generator;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose()
    {
        foreach (var generator in _loaded.Values)
        {
            generator.Dispose();
        }

        _loading.Dispose();
    }

    private EncoderEmbeddingGenerator Load(string name)
    {
        try
        {
            ModelName.Require(name);
            return new EncoderEmbeddingGenerator(SentenceEncoder.Load(
                folders.Find(name), new EncoderOptions { Precision = settings.Value.Precision, Threads = settings.Value.Threads }));
        }
        catch (ModelRefusedException refused)
        {
            throw new EmbeddingModelException(refused.Message, refused);
        }
        catch (StartupException missing)
        {
            throw new EmbeddingModelException($"{missing.Message} 'footnote models list' shows those there are.", missing);
        }
        catch (Exception fault) when (fault is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            throw new EmbeddingModelException($"The model '{name}' cannot be used: {fault.Message}", fault);
        }
    }
}
