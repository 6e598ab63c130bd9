using System.Diagnostics;
using System.Net;
using Footnote.Testing;

namespace Footnote.Server.Tests.Starting;

public sealed class OwnClusterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Server_with_its_own_cluster_keeps_accounts_over_a_restart_and_repairs_a_killed_database()
    {
        await using var app = await FootnoteApp.StartAsync(options => options.UseOwnCluster = true);
        var person = await app.RegisterAsync();

        await app.RestartAsync();
        person = await app.SignInAsync(person.Email);
        KillPostmaster(app);
        var status = await FirstAnswerAfterAsync(person.Http, HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(File.Exists(Path.Combine(app.DataFolder, "server.json")));
        await app.StopAsync();
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "server.json")));
        Assert.False(File.Exists(Path.Combine(app.DataFolder, "db", "data", "postmaster.pid")));
    }

    private static void KillPostmaster(FootnoteApp app)
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(app.DataFolder, "db", "data", "postmaster.pid")).First());
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Asks until the wanted status comes; while the database is away the answer is 503, never 500.</summary>
    private static async Task<HttpStatusCode> FirstAnswerAfterAsync(HttpClient http, HttpStatusCode wanted)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await http.GetAsync("/auth/me");
            if (answer.StatusCode == wanted || watch.Elapsed > Limit)
            {
                return answer.StatusCode;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(50);
        }
    }
}
