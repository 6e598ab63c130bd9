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
    private volatile bool _isDisposed;
    private int _running;
    private int _isFreed;

    private LoadedModel(string id, ModelConfiguration configuration, Tokenizer tokenizer, Transformer transformer, ScoringHead? head)
    {
        Head = head;
        Id = id;
        Configuration = configuration;
        Tokenizer = tokenizer;
        Transformer = transformer;
    }

    public string Id { get; }

    public ModelConfiguration Configuration { get; }

    public Tokenizer Tokenizer { get; }

    public Transformer Transformer { get; }

    /// <summary>The head of a cross-encoder; null for a sentence encoder.</summary>
    public ScoringHead? Head { get; }

    /// <summary>Loads a folder, with the head of a classifier when <paramref name="hasHead"/>.</summary>
    public static LoadedModel Load(string folder, EncoderOptions options, Pooling pooling, KernelSet kernels, bool hasHead = false)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelFormatException(folder, null, "a folder with config.json, tokenizer.json or vocab.txt, and model.safetensors",
                "no folder");
        }

        ModelConfiguration configuration = ModelConfiguration.Read(folder);
        Task<Tokenizer> tokenizing = Task.Run(() => TokenizerLoader.Load(folder, configuration.IsRoberta, options.AllowSpecialTokens));
        using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        var reader = new WeightReader(file, options.Precision, kernels);
        ScoringHead? head = hasHead ? new ScoringHead(reader, configuration) : null;
        var transformer = new Transformer(reader, configuration, pooling, kernels);
        LoadedModel? loaded = null;
        try
        {
            Tokenizer tokenizer = tokenizing.GetAwaiter().GetResult();
            if (tokenizer.IdLimit > configuration.VocabularySize)
            {
                string expected = $"at least {tokenizer.IdLimit}, as the tokenizer has";
                throw new ModelFormatException(configuration.Path, "vocab_size", expected, $"{configuration.VocabularySize}");
            }

            string id = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            loaded = new LoadedModel(id, configuration, tokenizer, transformer, head);
            return loaded;
        }
        finally
        {
            if (loaded is null)
            {
                transformer.Dispose();
            }
        }
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

    /// <summary>Begins a call: memory for it, and a hold on the weights until it is returned.</summary>
    public Workspace RentWorkspace()
    {
        Interlocked.Increment(ref _running);
        if (_isDisposed)
        {
            Release();
            throw new ObjectDisposedException(nameof(LoadedModel));
        }

        return _workspaces.TryTake(out Workspace? workspace) ? workspace : new Workspace();
    }

    /// <summary>Ends a call.</summary>
    public void Return(Workspace workspace)
    {
        workspace.Batch.Clear();
        _workspaces.Add(workspace);
        Release();
    }

    /// <summary>Refuses new calls; the weights go when the last running one has ended.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        FreeWhenIdle();
    }

    private void Release()
    {
        Interlocked.Decrement(ref _running);
        if (_isDisposed)
        {
            FreeWhenIdle();
        }
    }

    private void FreeWhenIdle()
    {
        if (Volatile.Read(ref _running) > 0 || Interlocked.Exchange(ref _isFreed, 1) == 1)
        {
            return;
        }

        while (_workspaces.TryTake(out Workspace? workspace))
        {
            workspace.Dispose();
        }

        Transformer.Dispose();
        Head?.Dispose();
    }
}
