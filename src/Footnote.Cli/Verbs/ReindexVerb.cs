using System.CommandLine;
using Footnote.Client.Embedding;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote reindex</c>: changes the embedding model of the running server.</summary>
internal static class ReindexVerb
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var model = new Option<string?>("--model")
        {
            Description = "The model to change to; see 'footnote models list'.",
            HelpName = "NAME",
        };
        var cancel = new Option<bool>("--cancel") { Description = "Cancel the change that runs; the present model stays." };
        var noWait = new Option<bool>("--no-wait") { Description = "Return when it has begun; without --model it shows how far it is." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("reindex", "Embed everything with another model, then switch to it. Searches go on meanwhile.")
        {
            model, cancel, noWait, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(cancel) && parsed.GetValue(model) is not null)
            {
                throw new UsageException("--cancel and --model exclude each other.");
            }

            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var reindex = connection.Client.Reindex;
            if (parsed.GetValue(cancel))
            {
                await reindex.CancelAsync(cancellationToken);
            }
            else if (parsed.GetValue(model) is { } name)
            {
                await reindex.StartAsync(name, cancellationToken);
                if (!parsed.GetValue(noWait))
                {
                    await WaitAsync(reindex, cancellationToken);
                }
            }

            return Print(await reindex.GetAsync(cancellationToken), parsed.GetValue(json));
        });
        return command;
    }

    private static Task<Reindex> WaitAsync(ReindexClient client, CancellationToken cancellationToken) =>
        Progress.RunAsync("reindex", async report =>
        {
            while (true)
            {
                var present = await client.GetAsync(cancellationToken);
                if (present.State != ReindexState.Building && (present.State != ReindexState.Switched || present.IsInUse))
                {
                    return present;
                }

                report(present.Progress, present.State == ReindexState.Switched ? "loading"
                    : $"{present.Embedded} of {present.Total} chunks");
                await Task.Delay(Interval, cancellationToken);
            }
        });

    private static int Print(Reindex present, bool json)
    {
        if (json)
        {
            Shared.WriteJson(present);
        }
        else
        {
            Console.WriteLine($"{present.State,-10} {present.Target ?? present.Model}{(present.Target is null ? ""
                : $", {present.Embedded} of {present.Total} chunks embedded")}{(present.Error is null ? "" : $": {present.Error}")}");
            Console.WriteLine($"{"searched",-10} {present.IndexedModelId}");
        }

        return present.State == ReindexState.Failed ? ExitCode.Failed : ExitCode.Success;
    }
}
