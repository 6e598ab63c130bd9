using System.Collections.Concurrent;
using Footnote.Encoder.Formats;
using Footnote.Encoder.Kernels;
using Footnote.Encoder.Tokenizers;

namespace Footnote.Encoder.Model;

/// <summary>
/// What a sentence encoder and a cross-encoder have in common: configuration, tokenizer, layers and a pool of workspaces. Thread-safe.
/// </summary>
internal sealed class LoadedModel : IDisposable
{
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private bool _isDisposed;

    private LoadedModel(string id, ModelConfiguration configuration, Tokenizer tokenizer, Transformer transformer)
    {
        Id = id;
        Configuration = configuration;
        Tokenizer = tokenizer;
        Transformer = transformer;
    }

    public string Id { get; }

    public ModelConfiguration Configuration { get; }

    public Tokenizer Tokenizer { get; }

    public Transformer Transformer { get; }

    /// <summary>Loads the layers of a folder; <paramref name="readHead"/> may read more from the same weights.</summary>
    public static LoadedModel Load(
        string folder, EncoderOptions options, Pooling pooling, KernelSet kernels, Action<WeightReader,
            ModelConfiguration>? readHead = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelFormatException(folder, null, "a folder with config.json, tokenizer.json or vocab.txt, and model.safetensors",
                "no folder");
        }

        ModelConfiguration configuration = ModelConfiguration.Read(folder);
        Task<Tokenizer> tokenizing = Task.Run(() => TokenizerLoader.Load(folder, configuration.IsRoberta, options.AllowSpecialTokens));
        Transformer transformer = ReadWeights(folder, configuration, options.Precision, pooling, kernels, readHead);
        try
        {
            Tokenizer tokenizer = tokenizing.GetAwaiter().GetResult();
            if (tokenizer.IdLimit > configuration.VocabularySize)
            {
                throw new ModelFormatException(
                    configuration.Path, "vocab_size", $"at least {tokenizer.IdLimit}, as the tokenizer has",
                        $"{configuration.VocabularySize}");
            }

            string id = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            return new LoadedModel(id, configuration, tokenizer, transformer);
        }
        catch
        {
            transformer.Dispose();
            throw;
        }
    }

    private static Transformer ReadWeights(
        string folder,
        ModelConfiguration configuration,
        Precision precision,
        Pooling pooling,
        KernelSet kernels,
        Action<WeightReader, ModelConfiguration>? readHead)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        var reader = new WeightReader(file, precision, kernels);
        readHead?.Invoke(reader, configuration);
        return new Transformer(reader, configuration, pooling, kernels);
    }

    /// <summary>The tokens of the whole text between the special tokens.</summary>
    public TokenizedText Tokenize(string text)
    {
        TokenBuffer buffer = Tokenizer.RentBuffer();
        buffer.Add(Tokenizer.Special.Start, 0, 0);
        Tokenizer.Tokenize(text, buffer);
        buffer.Add(Tokenizer.Special.End, 0, 0);
        var result = new TokenizedText(buffer.Ids.ToArray(), buffer.Starts.ToArray(), buffer.Ends.ToArray());
        Tokenizer.Return(buffer);
        return result;
    }

    public Workspace RentWorkspace()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _workspaces.TryTake(out Workspace? workspace) ? workspace : new Workspace();
    }

    public void Return(Workspace workspace)
    {
        workspace.Batch.Clear();
        if (_isDisposed)
        {
            workspace.Dispose();
        }
        else
        {
            _workspaces.Add(workspace);
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        while (_workspaces.TryTake(out Workspace? workspace))
        {
            workspace.Dispose();
        }

        Transformer.Dispose();
    }
}
