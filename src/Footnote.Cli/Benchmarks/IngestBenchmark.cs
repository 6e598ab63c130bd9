using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Client.Searching;
using Footnote.Encoder;
using Footnote.Encoder.Benchmarking;
using Footnote.Knowledge;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Footnote.Server;
using Footnote.Server.Embedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Cli.Benchmarks;

/// <summary>
/// Ingests plain text into a real server of its own, with its database, until all of it is searchable, and compares the tokens of its
/// chunks per second with what the encoder alone does on this machine right before and right after.
/// </summary>
internal sealed class IngestBenchmark(IngestBenchmarkSettings settings, Action<object> report)
{
    /// <summary>Most tokens of a paragraph: within the 256 of a chunk by default, so that each paragraph becomes one.</summary>
    private const int TokensPerChunk = 250;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = EncoderAlone(cancellationToken);
        var server = new Dictionary<string, string?>(settings.Server, StringComparer.OrdinalIgnoreCase)
        {
            ["Footnote:Knowledge:PositionWait"] = "00:01:00",
        };
        IngestBenchmarkResult result;
        var folder = Directory.CreateTempSubdirectory("footnote-bench-");
        try
        {
            await using var app = await FootnoteServer.BuildAsync(
                new ServerOptions { DataFolder = folder.FullName, Port = 0, Console = TextWriter.Null, Settings = server }, [],
                cancellationToken);
            try
            {
                await FootnoteServer.StartAsync(app, cancellationToken);
                await FootnoteServer.WhenReadyAsync(app, cancellationToken);
                result = await IngestAsync(app, cancellationToken);
            }
            finally
            {
                await app.StopAsync(CancellationToken.None);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var alone = (before + EncoderAlone(cancellationToken)) / 2;
        report(result with { EncoderTokensPerSecond = Math.Round(alone), Share = Math.Round(result.TokensPerSecond / alone, 3) });
    }

    private async Task<IngestBenchmarkResult> IngestAsync(WebApplication app, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = app.Services.GetRequiredService<ServerAddress>().Local };
        var token = await File.ReadAllTextAsync(app.Services.GetRequiredService<DataFolder>().OperatorToken, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
        var client = new FootnoteClient(http);
        var count = app.Services.GetRequiredService<ChunkTokenCounter>().Count;
        var texts = new TextSource(Path.Combine(RepositoryFolder.Find("samples"), "articles"), seed: 1, count);
        var started = Stopwatch.GetTimestamp();
        var busy = Environment.CpuUsage.TotalTime;
        var options = new ParallelOptions { MaxDegreeOfParallelism = settings.Clients, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, settings.Documents, options, async (number, stop) =>
        {
            var text = texts.Create(number, settings.ChunksPerDocument, TokensPerChunk);
            await client.Documents.CreateAsync(new CreateDocumentRequest($"Case file {number}", text), cancellationToken: stop);
        });
        var uploaded = Stopwatch.GetElapsedTime(started);
        await WaitAsync(client, settings.Documents, cancellationToken);
        await SearchableAsync(app, client, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started);
        var (chunks, tokens) = await CountAsync(app, count, cancellationToken);
        return new IngestBenchmarkResult
        {
            Documents = settings.Documents,
            Chunks = chunks,
            Tokens = tokens,
            UploadSeconds = Math.Round(uploaded.TotalSeconds, 1),
            Seconds = Math.Round(elapsed.TotalSeconds, 1),
            TokensPerSecond = Math.Round(tokens / elapsed.TotalSeconds),
            CpuSeconds = Math.Round((Environment.CpuUsage.TotalTime - busy).TotalSeconds, 1),
            PeakMegabytes = PeakBytes() / 1024 / 1024,
        };
    }

    private static Task WaitAsync(FootnoteClient client, int documents, CancellationToken cancellationToken) =>
        Progress.RunAsync("ingesting", async show =>
        {
            while (true)
            {
                var state = await client.Ingestion.GetAsync(cancellationToken);
                if (state.Dead > 0)
                {
                    throw new UsageException("the server gave up documents; its log says why.", ExitCode.DocumentFailed);
                }

                var left = state.Queued + state.Running;
                if (left == 0)
                {
                    return true;
                }

                show(1 - ((double)left / documents), $"{left} left");
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        });

    /// <summary>Waits until searches see everything that is in the log.</summary>
    private static async Task SearchableAsync(WebApplication app, FootnoteClient client, CancellationToken cancellationToken)
    {
        await using var connection = await app.Services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "set footnote.system = 'on'; select position from knowledge.change_head";
        var position = Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
        await client.SearchAsync(new SearchRequest("case") { Limit = 1, MinPosition = position }, cancellationToken);
    }

    /// <summary>
    /// What can be searched. The tokens are those the encoder reads: a chunk's own, those of the title before it and the special ones,
    /// which are counted when the encoder is measured alone, too.
    /// </summary>
    private static async Task<(long Chunks, long Tokens)> CountAsync(
        WebApplication app, Func<string, int> count, CancellationToken cancellationToken)
    {
        const string Sql = """
            set footnote.system = 'on';
            select d.title, count(*), sum(c.tokens)::bigint
            from knowledge.chunks c join knowledge.embeddings e on e.ordinal = c.ordinal join knowledge.documents d on d.id = c.document_id
            group by d.id
            """;
        await using var connection = await app.Services.GetRequiredService<Database>().OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (chunks, tokens) = (0L, 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            var ofDocument = reader.GetInt64(1);
            chunks += ofDocument;
            tokens += reader.GetInt64(2) + (ofDocument * (count(reader.GetString(0) + "\n") + SentenceEncoder.SpecialTokens));
        }

        return (chunks, tokens);
    }

    /// <summary>What <c>footnote bench encode</c> prints for full chunks on all processors.</summary>
    private static double EncoderAlone(CancellationToken cancellationToken)
    {
        var speed = 0.0;
        var encode = new EncoderBenchmarkSettings
        {
            Precisions = [Precision.Int8],
            Threads = [Environment.ProcessorCount],
            SequenceLengths = [256],
            BatchSizes = [32],
        };
        EncoderBenchmark.Run(
            ModelFolders.Find(),
            encode,
            line =>
            {
                using var values = JsonDocument.Parse(line);
                speed = values.RootElement.TryGetProperty("tokens_per_s", out var found) ? found.GetDouble() : speed;
            },
            cancellationToken);
        return speed;
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
