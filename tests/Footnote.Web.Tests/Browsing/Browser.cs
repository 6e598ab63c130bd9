using Footnote.Web.Tests.Browsing;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Footnote.Web.Tests.Browsing;

/// <summary>One Chromium for all tests; each test opens a context of its own, so that none sees the cookies of another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Executables = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        var browser = await StartAsync();
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } };
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            if (_browser is null)
            {
                var executable = Executables.FirstOrDefault(File.Exists);
                Assert.SkipWhen(executable is null, "Chromium is not installed (Debian: apt-get install chromium).");
                _playwright = await Playwright.CreateAsync();
                Assertions.SetDefaultExpectTimeout(30_000);
                var launch = new BrowserTypeLaunchOptions { ExecutablePath = executable, Args = Arguments };
                _browser = await _playwright.Chromium.LaunchAsync(launch);
            }

            return _browser;
        }
        finally
        {
            _starting.Release();
        }
    }
}
