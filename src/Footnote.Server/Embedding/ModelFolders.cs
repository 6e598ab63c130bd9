using Footnote.Platform.Hosting;

namespace Footnote.Server.Embedding;

/// <summary>Finds the folders of the models that ship with Footnote, and those an operator adds.</summary>
public static class ModelFolders
{
    /// <summary>The sentence encoder that is used unless another one is configured.</summary>
    public const string DefaultEncoder = "granite-embedding-30m-english";

    /// <summary>The cross-encoder that is used unless another one is configured.</summary>
    public const string DefaultCrossEncoder = "ms-marco-MiniLM-L-12-v2";

    /// <summary>Where models that an operator adds lie: $XDG_DATA_HOME/footnote/models, else ~/.local/share/footnote/models.</summary>
    public static string UserFolder => Path.Combine(DataFolder.DefaultPath, "models");

    /// <summary>
    /// The folder of a model: <paramref name="model"/> itself when it is a folder, else the model of that name among the shipped and the
    /// added ones.
    /// </summary>
    /// <param name="model">A path or a name; null stands for <see cref="DefaultEncoder"/>.</param>
    /// <param name="modelsFolder">Where models lie; null looks beside and above the program, then in <see cref="UserFolder"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; the message names what was tried.</exception>
    public static string Find(string? model = null, string? modelsFolder = null)
    {
        var name = string.IsNullOrEmpty(model) ? DefaultEncoder : model;
        if (Directory.Exists(name))
        {
            return Path.GetFullPath(name);
        }

        foreach (var folder in modelsFolder is null ? ShippedFolders().Append(UserFolder) : [modelsFolder])
        {
            var candidate = Path.Combine(folder, name);
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException(
            $"The model '{name}' was not found: neither as a folder nor in "
            + $"{modelsFolder ?? $"a folder 'models' beside or above the program or in {UserFolder}"}.");
    }

    /// <summary>The folders <c>models</c> beside and above the program, nearest first; some may not exist.</summary>
    internal static IEnumerable<string> ShippedFolders()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "models");
        }
    }
}
