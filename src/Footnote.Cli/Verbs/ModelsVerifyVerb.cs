using System.CommandLine;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models verify</c>: loads a model and lets it encode or score one text.</summary>
internal static class ModelsVerifyVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("model") { Description = "Name of a shipped or an added model, or a folder." };
        var folder = ModelsVerb.Folder();
        var json = Shared.Json();
        var command = new Command("verify", "Load a model and run it once; ends with 3 when it cannot be used.") { name, folder, json };
        command.SetAction(parsed =>
        {
            var place = Find(new ModelLibrary(parsed.GetValue(folder)), parsed.GetRequiredValue(name));
            ModelsVerb.Print(ModelTrial.Run(place), "works", parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static string Find(ModelLibrary library, string name)
    {
        try
        {
            return library.Find(name);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new UsageException(missing.Message, ExitCode.MissingDependency);
        }
    }
}
