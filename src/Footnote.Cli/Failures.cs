using System.Diagnostics.CodeAnalysis;
using System.Net;
using Footnote.Client;
using Footnote.Encoder;
using Footnote.Platform.Hosting;
using Footnote.Server.Embedding.Library;

namespace Footnote.Cli;

/// <summary>
/// Turns the failures that are expected of a command into one line and an exit code; anything else is a bug and keeps its stack trace.
/// </summary>
internal static class Failures
{
    public static bool TryDescribe(Exception failure, [NotNullWhen(true)] out string? message, out int exitCode)
    {
        (message, exitCode) = failure switch
        {
            UsageException usage => (usage.Message, usage.ExitCode),
            StartupException startup => (startup.Message, (int)startup.Code),
            OperationCanceledException { InnerException: not TimeoutException } => ("cancelled", ExitCode.Cancelled),
            FootnoteApiException { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused =>
                (Describe(refused), ExitCode.NotAuthorised),
            FootnoteApiException refused => (Describe(refused), ExitCode.RequestRefused),
            HttpRequestException unreachable => ($"the server cannot be reached: {unreachable.Message}", ExitCode.ServerUnreachable),
            OperationCanceledException => ("the server did not answer in time", ExitCode.ServerUnreachable),
            HubException hub => (hub.Message, hub.IsInterrupted ? ExitCode.ServerUnreachable : ExitCode.RequestRefused),
            ModelRefusedException refused => (refused.Message, ExitCode.Usage),
            ModelFormatException model => (model.Message, ExitCode.MissingDependency),
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => (failure.Message, ExitCode.Usage),
            IOException io => (io.Message, ExitCode.DataFolder),
            _ => (null, ExitCode.Failed),
        };
        return message is not null;
    }

    private static string Describe(FootnoteApiException refused)
    {
        var details = string.Concat(refused.Details.Select(field => $"\n  {field.Key}: {string.Join(" ", field.Value)}"));
        return $"{refused.Code}: {refused.Message}{details}{(refused.RequestId is null ? "" : $"\n  request id {refused.RequestId}")}";
    }
}
