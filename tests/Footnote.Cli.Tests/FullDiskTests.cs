using System.Diagnostics;
using System.Net;
using System.Text;
using Footnote.Client;
using Footnote.Client.Documents;

namespace Footnote.Cli.Tests;

public class FullDiskTests
{
    private const int MostUploads = 40;

    [Fact]
    public async Task Uploads_that_fill_the_disk_are_refused_nothing_accepted_is_lost_and_room_is_enough_to_go_on()
    {
        await using var server = new RunningServer();
        Directory.CreateDirectory(server.Data);
        if (!Mount("-t", "tmpfs", "-o", "size=200m", "tmpfs", server.Data))
        {
            Assert.Skip("needs the right to mount a small file system");
        }

        try
        {
            await server.InitializeAsync();
            using var http = new HttpClient { BaseAddress = new Uri(server.Url()) };
            var token = await File.ReadAllTextAsync(Path.Combine(server.Data, "operator.token"));
            http.DefaultRequestHeaders.Authorization = new("Bearer", token.Trim());
            var client = new FootnoteClient(http);
            var (accepted, refusal) = await FillAsync(client);

            Assert.True(
                refusal.Status is HttpStatusCode.InsufficientStorage or HttpStatusCode.ServiceUnavailable,
                $"after {accepted.Count}: {(int)refusal.Status} {refusal.Code} {refusal.Message}");
            Assert.True(Mount("-o", "remount,size=800m", server.Data));

            var listed = await client.Documents.ListAsync(new DocumentListQuery { Page = new PageRequest(Limit: 100) });
            Assert.Equal(accepted.Order(), listed.Data.Select(document => document.Id).Order());
            foreach (var id in accepted)
            {
                Assert.Equal(DocumentStatus.Completed, (await client.Documents.WaitAsync(id)).Status);
            }

            var afterwards = await UploadAsync(client, MostUploads);
            Assert.Equal(DocumentStatus.Completed, (await client.Documents.WaitAsync(afterwards.Id)).Status);
            Assert.Equal(0, await server.StopAsync());
        }
        finally
        {
            using var unmount = Process.Start("umount", ["-l", server.Data]);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<(List<Guid> Accepted, FootnoteApiException Refusal)> FillAsync(FootnoteClient client)
    {
        var accepted = new List<Guid>();
        for (var number = 0; number < MostUploads; number++)
        {
            try
            {
                accepted.Add((await UploadAsync(client, number)).Id);
            }
            catch (FootnoteApiException refusal)
            {
                return (accepted, refusal);
            }
        }

        throw new InvalidOperationException("The disk did not fill up.");
    }

    /// <summary>Eight megabytes of which a reader keeps one sentence, so that the disk fills faster than the index.</summary>
    private static async Task<DocumentAccepted> UploadAsync(FootnoteClient client, int number)
    {
        var page = $"<html><body><!-- {new string('x', 8 << 20)} --><p>Crane {number} lifts {number + 10} tonnes.</p></body></html>";
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(page));
        return await client.Documents.UploadAsync(new DocumentUpload($"crane-{number}.html", content));
    }

    private static bool Mount(params string[] arguments)
    {
        var start = new ProcessStartInfo("mount", arguments) { UseShellExecute = false, RedirectStandardError = true };
        using var mount = Process.Start(start)!;
        mount.WaitForExit();
        return mount.ExitCode == 0;
    }
}
