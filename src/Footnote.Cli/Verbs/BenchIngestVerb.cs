using System.CommandLine;
using Footnote.Cli.Benchmarks;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote bench ingest</c>: how fast documents become searchable, beside what the encoder alone does.</summary>
internal static class BenchIngestVerb
{
    public static Command Create()
    {
        var documents = new Option<int>("--documents")
        {
            Description = "Documents to ingest (default 1000).",
            HelpName = "N",
            DefaultValueFactory = _ => 1000,
        };
        var chunks = new Option<int>("--chunks")
        {
            Description = "Chunks of 256 tokens in each document, about (default 10).",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var clients = new Option<int>("--clients")
        {
            Description = "Uploads at a time (default 8).",
            HelpName = "N",
            DefaultValueFactory = _ => 8,
        };
        var set = new Option<string[]>("--set")
        {
            Description = "A setting of the server; may be given several times.",
            HelpName = "KEY=VALUE",
        };
        var json = Shared.Json();
        var command = new Command("ingest", "Documents a second from upload to search, with a server and a database of its own.")
        {
            documents, chunks, clients, set, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = new IngestBenchmarkSettings(
                Positive(parsed.GetValue(documents), "--documents"), Positive(parsed.GetValue(chunks), "--chunks"),
                Positive(parsed.GetValue(clients), "--clients"))
            {
                Server = (parsed.GetValue(set) ?? []).Select(Setting).ToDictionary(StringComparer.OrdinalIgnoreCase),
            };
            await new IngestBenchmark(settings, Shared.WriteJson).RunAsync(cancellationToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static int Positive(int value, string option) =>
        value > 0 ? value : throw new UsageException($"{option} must be at least 1.");

    private static KeyValuePair<string, string?> Setting(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? new(text[..equals], text[(equals + 1)..]) : throw new UsageException($"'{text}' is not KEY=VALUE.");
    }
}
