using System.CommandLine;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote models pull</c>: fetches a model from a hub, checked, and goes on where an earlier try broke off.</summary>
internal static class ModelsPullVerb
{
    private const string HubVariable = "FOOTNOTE_HUB";
    private const string TokenVariable = "FOOTNOTE_HUB_TOKEN";

    public static Command Create()
    {
        var hubName = new Argument<string>("model") { Description = "NAME or OWNER/NAME at the hub." };
        var hub = new Option<string?>("--hub")
        {
            Description = $"Address of a hub that speaks the Hugging Face protocol (default: {HubVariable}).",
            HelpName = "URL",
        };
        var revision = new Option<string?>("--revision") { Description = "Branch, tag or commit (default: the latest).", HelpName = "REV" };
        var token = new Option<FileInfo?>("--token-file")
        {
            Description = "A file with the token for models that are not public "
                + $"(default: {TokenVariable}, or the file of {TokenVariable}_FILE).",
            HelpName = "FILE",
        };
        var attempts = new Option<int>("--attempts")
        {
            Description = "How often a request is made that fails for a passing reason, 1 to 20 (default 5).",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
        };
        var name = ModelsVerb.Name();
        var folder = ModelsVerb.Folder();
        var json = Shared.Json();
        var command = new Command("pull", "Fetch a model from a hub; what an earlier try fetched is kept.")
        {
            hubName, hub, revision, token, attempts, name, folder, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ModelHubOptions
            {
                Address = AddressOf(parsed.GetValue(hub)),
                Token = await TokenAsync(parsed.GetValue(token)?.FullName, cancellationToken),
                Attempts = parsed.GetValue(attempts) is >= 1 and <= 20 and var count ? count : throw new UsageException(
                    "--attempts takes 1 to 20."),
            };
            using var source = new ModelHub(options, TimeProvider.System, Random.Shared.NextDouble);
            var library = new ModelLibrary(parsed.GetValue(folder));
            var wanted = parsed.GetRequiredValue(hubName);
            var model = await Progress.RunAsync(
                $"Fetching {wanted}",
                report => library.PullAsync(
                    source, wanted, parsed.GetValue(revision), parsed.GetValue(name), report, cancellationToken));
            ModelsVerb.Print(model, "added", parsed.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Never an argument of its own: arguments are seen by everybody on the machine and stay in the shell's history.</summary>
    private static async Task<string?> TokenAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null && Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
        {
            return token;
        }

        var path = file ?? Environment.GetEnvironmentVariable(TokenVariable + "_FILE");
        return string.IsNullOrEmpty(path) ? null : (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
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
