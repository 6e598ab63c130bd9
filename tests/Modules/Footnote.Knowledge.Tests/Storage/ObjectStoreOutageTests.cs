using Footnote.Client.Documents;
using Footnote.Simulators.S3;

namespace Footnote.Knowledge.Tests.Storage;

/// <summary>A server whose originals lie in a bucket.</summary>
public sealed class ObjectStoreOutageTests
{
    [Fact]
    public async Task Store_that_goes_away_costs_a_document_no_attempt()
    {
        await using var simulator = await S3Simulator.StartAsync();
        await using var app = await KnowledgeApp.StartAsync(
            new HashingEmbeddings(),
            ("IngestionAttempts", "1"),
            ("ObjectStorePause", "00:00:01"),
            ("Objects:Kind", "S3"),
            ("Objects:Endpoint", simulator.Endpoint.AbsoluteUri),
            ("Objects:Bucket", S3Simulator.Bucket),
            ("Objects:Region", S3Simulator.Region),
            ("Objects:AccessKey", S3Simulator.AccessKey),
            ("Objects:SecretKey", S3Simulator.SecretKey),
            ("Objects:PathStyle", "true"),
            ("Objects:MaxRetries", "0"));
        var person = await app.RegisterAsync();

        simulator.Fail("get", S3Fault.SlowDown, S3Fault.Denied, S3Fault.SlowDown);
        var document = await KnowledgeApp.AddAsync(person, "Away", "The dugong file was out of reach.");

        Assert.Equal(DocumentStatus.Completed, document.Status);
        Assert.True(simulator.Requests.Count(operation => operation == "get") >= 4, "Three attempts failed before the one that did not.");
        Assert.Single((await KnowledgeApp.SearchAsync(person, "dugong", document.Position)).Results);
        var address = new Uri($"/documents/{document.Id:D}/original", UriKind.Relative);
        var original = await person.Http.GetStringAsync(address, KnowledgeApp.Token);
        Assert.Contains("dugong", original, StringComparison.Ordinal);
    }
}
