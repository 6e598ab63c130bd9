using System.Text.Json;

namespace Footnote.Server.Tests.Contract;

public sealed class OpenApiTests(ServerApp server) : IClassFixture<ServerApp>
{
    private const string Committed = "api/openapi.v1.json";

    [Fact]
    public async Task Contract_is_the_committed_one()
    {
        var actual = Normalize(await server.Anonymous.GetStringAsync("/openapi/v1.json"));
        var path = RepositoryFiles.Path(Committed);
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        var expected = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : string.Empty;
        if (actual != expected)
        {
            var fresh = Path.Combine(AppContext.BaseDirectory, "openapi.v1.json");
            await File.WriteAllTextAsync(fresh, actual, TestContext.Current.CancellationToken);
            Assert.Fail(
                $"{Committed} has drifted from the endpoints. The new document is {fresh}; run with UPDATE_OPENAPI=1 to accept it.");
        }
    }

    [Fact]
    public async Task Contract_lists_every_path_once_and_none_under_v1()
    {
        using var document = JsonDocument.Parse(await server.Anonymous.GetStringAsync("/openapi/v1.json"));
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();

        Assert.Contains("/auth/register", paths);
        Assert.DoesNotContain(paths, path => path.StartsWith("/v1/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contract_names_and_sums_up_every_operation()
    {
        using var document = JsonDocument.Parse(await server.Anonymous.GetStringAsync("/openapi/v1.json"));
        var wrong = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .Where(operation => !operation.Value.TryGetProperty("operationId", out _) || !operation.Value.TryGetProperty("summary", out _))
            .Select(operation => operation.Name);

        Assert.Empty(wrong);
    }

    private static string Normalize(string json) => json.ReplaceLineEndings("\n").TrimEnd() + "\n";
}
