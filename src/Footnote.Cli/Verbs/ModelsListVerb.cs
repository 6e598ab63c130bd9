using System.CommandLine;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models list</c>: what there is to choose from.</summary>
internal static class ModelsListVerb
{
    public static Command Create()
    {
        var folder = ModelsVerb.Folder();
        var json = Shared.Json();
        var command = new Command("list", "List the shipped and the added models.") { folder, json };
        command.SetAction(parsed =>
        {
            foreach (var model in new ModelLibrary(parsed.GetValue(folder)).List())
            {
                ModelsVerb.Print(model, model.IsShipped ? "shipped" : "added", parsed.GetValue(json));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
