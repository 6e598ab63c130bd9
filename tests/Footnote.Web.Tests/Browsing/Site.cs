using Footnote.Client.Documents;
using Footnote.Testing;
using Footnote.Web.Tests.Samples;
using Footnote.Web.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Site))]

namespace Footnote.Web.Tests.Browsing;

/// <summary>
/// One server for all browser tests, with some of the sample articles that everybody reads. All its users are members of one
/// organisation, so tests upload restricted documents: nobody else's questions are answered from them.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    private const int Articles = 12;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private FootnoteApp? _app;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<FootnoteApp> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _app ??= await CreateAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private static async Task<FootnoteApp> CreateAsync()
    {
        var app = await FootnoteApp.StartAsync();
        var librarian = await app.RegisterAsync();
        var files = Directory.EnumerateFiles(Path.Combine(SampleFiles.Folder, "articles"), "*.md")
            .Order(StringComparer.Ordinal).Take(Articles);
        var accepted = new List<DocumentAccepted>();
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            accepted.Add(await librarian.Client.Documents.UploadAsync(new DocumentUpload(Path.GetFileName(file), content)));
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await Task.WhenAll(accepted.Select(document => librarian.Client.Documents.WaitAsync(document.Id, cancellationToken: limit.Token)));
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _starting.Dispose();
    }
}
