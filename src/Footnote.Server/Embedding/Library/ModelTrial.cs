using System.Text.Json;
using Footnote.Encoder;

namespace Footnote.Server.Embedding.Library;

/// <summary>Loads a model and lets it work on one text.</summary>
public static class ModelTrial
{
    private const string Question = "Which card was lost?";
    private const string Passage = "A bank card was lost on Monday and blocked on Tuesday.";

    /// <summary>Modules of sentence-transformers that the encoder computes; a model with another one would give wrong vectors.</summary>
    private static readonly string[] KnownModules = ["Transformer", "Pooling", "Normalize"];

    /// <summary>Loads the model of a folder and runs it once.</summary>
    /// <returns>What the model is.</returns>
    /// <exception cref="ModelFormatException">The model cannot be used; names file, setting, expected and found.</exception>
    public static ModelDescription Run(string folder)
    {
        var model = ModelDescription.Read(folder, isShipped: false);
        CheckModules(Path.Combine(folder, "modules.json"));
        if (model.Kind == ModelKind.CrossEncoder)
        {
            using var encoder = CrossEncoder.Load(folder);
            encoder.Score(Question, [Passage]);
            return model;
        }

        using var sentenceEncoder = SentenceEncoder.Load(folder);
        var vector = sentenceEncoder.Encode(Passage);
        return vector.All(float.IsFinite)
            ? model with { Dimensions = vector.Length }
            : throw new ModelFormatException(folder, "output", "a finite vector", "infinity or not-a-number");
    }

    private static void CheckModules(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using var parsed = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var module in parsed.RootElement.EnumerateArray())
            {
                var type = module.GetProperty("type").GetString() ?? "nothing";
                if (!KnownModules.Contains(type[(type.LastIndexOf('.') + 1)..], StringComparer.Ordinal))
                {
                    throw new ModelFormatException(path, "type", string.Join(", ", KnownModules), type);
                }
            }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ModelFormatException(path, null, "a list of modules with types", malformed.Message, malformed);
        }
    }
}
