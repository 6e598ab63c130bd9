using System.CommandLine;
using Footnote.Server.Embedding;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models</c>: the sentence encoders and cross-encoders that ship, and more of them.</summary>
internal static class ModelsVerb
{
    public static Command Create() => new("models", "List, add, fetch and try sentence encoders and cross-encoders.")
    {
        ModelsListVerb.Create(), ModelsAddVerb.Create(), ModelsPullVerb.Create(), ModelsVerifyVerb.Create(),
    };

    public static Option<string?> Folder() => new("--models")
    {
        Description = $"Folder of the added models (default: {ModelFolders.UserFolder}).",
        HelpName = "DIR",
    };

    public static Option<string?> Name() => new("--name") { Description = "The name that the model gets.", HelpName = "NAME" };

    public static string KindOf(ModelDescription model) => model.Kind switch
    {
        ModelKind.SentenceEncoder => "sentence encoder",
        ModelKind.CrossEncoder => "cross-encoder",
        _ => "unreadable",
    };

    public static void Print(ModelDescription model, string what, bool json)
    {
        if (json)
        {
            Shared.WriteJson(new
            {
                model.Name,
                kind = KindOf(model),
                model.Dimensions,
                model.Bytes,
                shipped = model.IsShipped,
                model.Folder,
            });
        }
        else
        {
            Console.WriteLine($"{model.Name}: {KindOf(model)}, {model.Dimensions} dimensions, {model.Bytes / 1_000_000} MB, {what}");
        }
    }
}
