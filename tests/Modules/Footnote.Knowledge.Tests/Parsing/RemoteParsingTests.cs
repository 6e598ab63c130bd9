using Footnote.Client.Documents;
using Footnote.Knowledge.Tests.Reading.Ocr;
using Footnote.Simulators;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Parsing;

public sealed class RemoteParsingTests
{
    private static readonly byte[] Pdf = new TestPdf().Text("The heron stands in the water and waits.").Build();

    [Fact]
    public async Task Files_of_a_tenant_that_was_not_named_never_leave_the_server()
    {
        await using var simulator = await LlamaParseSimulator.StartAsync(SimulatedReading.ReadAsync);
        await using var app = await StartAsync(simulator, ("LlamaParse:Tenants", Guid.NewGuid().ToString()));
        var document = await KnowledgeApp.UploadAsync(await app.RegisterAsync(), "a.pdf", Pdf);
        Assert.Equal(DocumentStatus.Completed, document.Status);
        Assert.Empty(document.Warnings);
        Assert.Equal(0, simulator.Requests);
    }

    [Fact]
    public async Task Files_of_named_tenants_in_named_formats_go_to_the_service()
    {
        await using var simulator = await LlamaParseSimulator.StartAsync((_, _) =>
            Task.FromResult<IReadOnlyList<SimulatedPage>>([new(1, "# Birds\n\nThe service saw a zanzibar heron.")]));
        await using var app = await StartAsync(simulator, ("LlamaParse:Tenants", "*"));
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "a.pdf", Pdf);
        Assert.Equal(DocumentStatus.Completed, document.Status);
        var found = await KnowledgeApp.SearchAsync(person, "zanzibar", document.Position);
        Assert.Equal(document.Id, Assert.Single(found.Results).DocumentId);
        await KnowledgeApp.UploadAsync(person, "notes.txt", "Plain text stays at home."u8.ToArray());
        Assert.Single(simulator.Uploads);
    }

    [Fact]
    public async Task Failing_service_is_replaced_by_the_servers_own_reader_and_the_document_says_so()
    {
        await using var simulator = await LlamaParseSimulator.StartAsync(SimulatedReading.ReadAsync);
        await using var app = await StartAsync(simulator, ("LlamaParse:Tenants", "*"));
        simulator.Fail(new SimulatedFault(402));
        var person = await app.RegisterAsync();
        var document = await KnowledgeApp.UploadAsync(person, "a.pdf", Pdf);
        Assert.Equal(DocumentStatus.Completed, document.Status);
        Assert.Contains("credits are used up", Assert.Single(document.Warnings), StringComparison.Ordinal);
        var found = await KnowledgeApp.SearchAsync(person, "heron", document.Position);
        Assert.Equal(document.Id, Assert.Single(found.Results).DocumentId);
    }

    private static Task<FootnoteApp> StartAsync(LlamaParseSimulator simulator, params (string, string)[] settings) =>
        KnowledgeApp.StartAsync(
            new HashingEmbeddings(),
            [
                ("LlamaParse:ApiKey", LlamaParseSimulator.Key), ("LlamaParse:BaseUrl", simulator.BaseUrl),
                ("LlamaParse:PollInterval", "00:00:00.010"), .. settings,
            ]);
}
