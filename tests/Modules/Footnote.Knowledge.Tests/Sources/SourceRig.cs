using Footnote.Client.Sources;
using Footnote.Platform.Data;
using Footnote.Simulators.S3;
using Footnote.Simulators.Web;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Sources;

/// <summary>A real server that may read one folder and reach a simulated site and a simulated store, with an administrator.</summary>
public sealed class SourceRig : IAsyncLifetime
{
    private const string Sources = "Sources:";
    private readonly TemporaryFolder _folder = new();
    private readonly HashingEmbeddings _embeddings = new();
    private FootnoteApp? _app;
    private SiteSimulator? _site;
    private S3Simulator? _store;
    private SignedIn? _admin;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public FootnoteApp App => _app ?? throw new InvalidOperationException("The server is not started.");

    public SiteSimulator Site => _site ?? throw new InvalidOperationException("The site is not started.");

    public S3Simulator Store => _store ?? throw new InvalidOperationException("The store is not started.");

    public SignedIn Admin => _admin ?? throw new InvalidOperationException("Nobody is signed in.");

    public string Docs => _folder.Path("docs");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Docs);
        _site = await SiteSimulator.StartAsync();
        _store = await S3Simulator.StartAsync();
        _app = await KnowledgeApp.StartAsync(
            _embeddings,
            (Sources + "AllowedFolders", Docs),
            (Sources + "AllowedPrivateHosts", $"{Site.Address.Authority},{Store.Endpoint.Authority}"),
            (Sources + "WebPause", "00:00:00"),
            (Sources + "MinInterval", "00:00:10"),
            (Sources + "MissingTolerance", "2"),
            (Sources + "LeaseTime", "00:00:05"));
        _admin = await App.RegisterAsync(admin: true);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Site.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    internal ModuleDatabase<KnowledgeSchema> Database => App.Services.GetRequiredService<ModuleDatabase<KnowledgeSchema>>();

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Docs, name), text);

    public Task<Source> AddFolderAsync() =>
        Admin.Client.Sources.CreateAsync(new CreateSourceRequest("docs") { Folder = new SourceFolder(Docs) }, Token);

    /// <summary>Runs a source to its end and waits until its documents are read.</summary>
    public async Task<SourceRun> RunAsync(Source source, bool force = false)
    {
        var before = (await Admin.Client.Sources.GetAsync(source.Id, Token)).LastRun?.Id;
        await Admin.Client.Sources.RunAsync(source.Id, force, Token);
        var runs = await WhenAsync(source, all => all is [{ EndedAt: not null } newest, ..] && newest.Id != before);
        foreach (var document in (await Admin.Client.Documents.ListAsync(cancellationToken: Token)).Data)
        {
            await Admin.Client.Documents.WaitAsync(document.Id, cancellationToken: Token);
        }

        return runs[0];
    }

    public async Task<IReadOnlyList<SourceRun>> WhenAsync(Source source, Func<IReadOnlyList<SourceRun>, bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var runs = (await Admin.Client.Sources.RunsAsync(source.Id, cancellationToken: patience.Token)).Data;
            if (condition(runs))
            {
                return runs;
            }

            await Task.Delay(50, patience.Token);
        }
    }

    public async Task<IEnumerable<string>> TitlesAsync(string query)
    {
        var found = await KnowledgeApp.SearchAsync(Admin, query);
        return found.Results.Select(passage => passage.Title);
    }
}
