using System.CommandLine;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models pull</c>: fetches a model from a hub, checked, and goes on where an earlier try broke off.</summary>
internal static class ModelsPullVerb
{
    private const string HubVariable = "FOOTNOTE_HUB";

    public static Command Create()
    {
        var hubName = new Argument<string>("model") { Description = "NAME or OWNER/NAME at the hub." };
        var hub = new Option<string?>("--hub")
        {
            Description = $"Address of a hub that speaks the Hugging Face protocol (default: {HubVariable}).",
            HelpName = "URL",
        };
        var name = ModelsVerb.Name();
        var folder = ModelsVerb.Folder();
        var json = Shared.Json();
        var command = new Command("pull", "Fetch a model from a hub; what an earlier try fetched is kept.")
        {
            hubName, hub, name, folder, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var source = new ModelHub(AddressOf(parsed.GetValue(hub)));
            var library = new ModelLibrary(parsed.GetValue(folder));
            var wanted = parsed.GetRequiredValue(hubName);
            var model = await Progress.RunAsync(
                $"Fetching {wanted}",
                report => library.PullAsync(source, wanted, parsed.GetValue(name), report, cancellationToken));
            ModelsVerb.Print(model, "added", parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static Uri AddressOf(string? option)
    {
        var address = option ?? Environment.GetEnvironmentVariable(HubVariable);
        if (string.IsNullOrEmpty(address))
        {
            throw new UsageException($"No hub is set: give its address with --hub URL or in {HubVariable}. There is no default.");
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
            ? parsed
            : throw new UsageException($"'{address}' is no address of a hub: http:// or https:// is expected.");
    }
}
