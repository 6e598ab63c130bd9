using Footnote.Knowledge.Parsing.LlamaParse;
using Footnote.Knowledge.Reading;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Parsing;

/// <summary>
/// Parses documents: by the service where the operator lets its tenant or collection use it, else here. The readers of this server are the
/// service's fallback, and the outcome says so.
/// </summary>
internal sealed class DocumentParsing(
    LocalParser local, LlamaParseParser remote, IOptions<KnowledgeOptions> options, Telemetry telemetry, ILogger<DocumentParsing> logger)
{
    private readonly LlamaParseScope _scope = new(options.Value.LlamaParse);

    public async Task<ReadingOutcome> ParseAsync(
        Guid tenantId, Guid? collectionId, ParseRequest request, CancellationToken cancellationToken)
    {
        if (!_scope.Includes(tenantId, collectionId, request.Format))
        {
            return await local.ParseAsync(request, cancellationToken);
        }

        try
        {
            var outcome = await remote.ParseAsync(request, cancellationToken);
            telemetry.Parsed(remote.Name, "completed");
            return outcome;
        }
        catch (ParserException fault)
        {
            telemetry.Parsed(remote.Name, fault.Failure.ToString());
            Log.ParserFailed(logger, fault.Failure, fault.Status);
            var outcome = await local.ParseAsync(request, cancellationToken);
            var warning = new ReadingWarning(
                "PARSER_FALLBACK", $"LlamaParse did not read this file ({Reason(fault.Failure)}); the server's own reader did.");
            return outcome with { Fallback = LocalParser.ParserName, Warnings = [.. outcome.Warnings, warning] };
        }
    }

    private static string Reason(ParserFailure failure) => failure switch
    {
        ParserFailure.Unreachable => "it could not be reached",
        ParserFailure.TimedOut => "it took too long",
        ParserFailure.RateLimited => "it is busy",
        ParserFailure.QuotaExhausted => "its credits are used up",
        ParserFailure.Unauthorized => "it does not accept the key",
        ParserFailure.TooLarge => "the file exceeds the limits for it",
        ParserFailure.NoText => "it found no text",
        ParserFailure.CircuitOpen => "it failed repeatedly and is left alone for a while",
        _ => "it failed",
    };
}
