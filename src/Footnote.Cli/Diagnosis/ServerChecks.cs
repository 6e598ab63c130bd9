using Footnote.Client;
using Footnote.Client.Documents;
using Footnote.Platform.Hosting;

namespace Footnote.Cli.Diagnosis;

/// <summary>What a running server says of itself; without one there is nothing to check.</summary>
internal static class ServerChecks
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        ServerConnection connection;
        try
        {
            connection = ServerConnection.Open(folder);
        }
        catch (UsageException)
        {
            return [Finding.Ok("server", "not running on this data folder")];
        }

        using (connection)
        {
            try
            {
                return
                [
                    await HealthAsync(connection.Client, cancellationToken),
                    await FailedDocumentsAsync(connection.Client, cancellationToken),
                ];
            }
            catch (FootnoteApiException refused)
            {
                return
                [
                    Finding.Failed("server", $"{refused.Code}: {refused.Message}", "look at the server's output", ExitCode.RequestRefused),
                ];
            }
            catch (HttpRequestException)
            {
                return [Finding.Ok("server", "not running on this data folder")];
            }
        }
    }

    private static async Task<Finding> HealthAsync(FootnoteClient client, CancellationToken cancellationToken)
    {
        var health = await client.Health.GetAsync(cancellationToken);
        return Finding.Ok("server", $"{health.Status}, version {health.Version}");
    }

    private static async Task<Finding> FailedDocumentsAsync(FootnoteClient client, CancellationToken cancellationToken)
    {
        var failed = await client.Documents.ListAsync(new DocumentListQuery { Status = DocumentStatus.Failed }, cancellationToken);
        return failed.Data.Count == 0
            ? Finding.Ok("documents", "none has failed")
            : Finding.Warning(
                "documents", $"{failed.Data.Count}{(failed.HasMore ? " or more" : "")} could not be read",
                "see the reasons on the documents page or with GET /documents?status=failed");
    }
}
