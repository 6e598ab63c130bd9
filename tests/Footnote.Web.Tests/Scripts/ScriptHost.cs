using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Footnote.Web.Tests.Scripts;

/// <summary>
/// Serves the pages and scripts alone, without an API behind them: enough to load a module in a browser under the real policy.
/// </summary>
public sealed class ScriptHost : IAsyncLifetime
{
    private WebApplication? _app;

    public string Address => _app!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWeb();
        _app = builder.Build();
        _app.MapWeb();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
