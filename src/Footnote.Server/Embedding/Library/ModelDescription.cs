using System.Text.Json;

namespace Footnote.Server.Embedding.Library;

/// <summary>What a model's folder says of itself without loading it.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Kind">Sentence encoder, or cross-encoder when the architecture is a sequence classifier.</param>
/// <param name="Dimensions">Width of the model; the length of its vectors when it is a sentence encoder. 0 when unreadable.</param>
/// <param name="Bytes">Size of all files.</param>
/// <param name="Folder">Path of the folder.</param>
/// <param name="IsShipped">Whether it came with the program.</param>
public sealed record ModelDescription(string Name, ModelKind Kind, int Dimensions, long Bytes, string Folder, bool IsShipped)
{
    /// <summary>Reads a folder with a <c>config.json</c>.</summary>
    public static ModelDescription Read(string folder, bool isShipped)
    {
        var (kind, dimensions) = ReadConfiguration(Path.Combine(folder, ModelFiles.Configuration));
        var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return new ModelDescription(name, kind, dimensions, bytes, folder, isShipped);
    }

    private static (ModelKind Kind, int Dimensions) ReadConfiguration(string path)
    {
        try
        {
            using var parsed = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = parsed.RootElement;
            var isClassifier = root.TryGetProperty("architectures", out var architectures)
                && architectures.EnumerateArray().Any(
                    name => name.GetString()?.EndsWith("ForSequenceClassification", StringComparison.Ordinal) == true);
            return (isClassifier ? ModelKind.CrossEncoder : ModelKind.SentenceEncoder, root.GetProperty("hidden_size").GetInt32());
        }
        catch (Exception malformed)
            when (malformed is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IOException)
        {
            return (ModelKind.Unreadable, 0);
        }
    }
}
