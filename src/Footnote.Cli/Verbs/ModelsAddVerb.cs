using System.CommandLine;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models add</c>: takes a model from a folder or an archive, tried before it appears.</summary>
internal static class ModelsAddVerb
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A folder or a zip archive in the Hugging Face layout." };
        var name = ModelsVerb.Name();
        var folder = ModelsVerb.Folder();
        var json = Shared.Json();
        var command = new Command("add", "Add a model from a folder or a zip archive.") { source, name, folder, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var library = new ModelLibrary(parsed.GetValue(folder));
            var model = await library.AddAsync(parsed.GetRequiredValue(source), parsed.GetValue(name), cancellationToken);
            ModelsVerb.Print(model, "added", parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }
}
